"""Distributions by their inverse: what share of draws lies where."""

import numpy as np
import pytest
from scipy import stats

from sim.evidence.distributions import (
    EVEN,
    HALF_NORMAL,
    LOG_NORMAL,
    LOGIT_NORMAL,
    NORMAL,
    Prior,
    spanning,
)

SHARES = np.linspace(0.001, 0.999, 199)


def drawn(prior):
    return np.array([prior.at(share) for share in SHARES])


@pytest.mark.parametrize(
    ("prior", "same"),
    [
        (Prior(NORMAL, 0.2, 0.5), stats.norm(0.2, 0.5)),
        (Prior(NORMAL, 0.2, 0.5, 0.0), stats.truncnorm(-0.4, np.inf, 0.2, 0.5)),
        (Prior(NORMAL, 0.0, 1.0, -1.0, 2.0), stats.truncnorm(-1.0, 2.0)),
        (Prior(HALF_NORMAL, 0.0, 0.3), stats.halfnorm(0, 0.3)),
        (Prior(LOG_NORMAL, 2.0, 0.4), stats.lognorm(0.4, scale=2.0)),
        (Prior(EVEN, 0.2, 0.6), stats.uniform(0.2, 0.6)),
    ],
)
def test_a_share_of_the_probability_lies_below_each_value(prior, same):
    assert drawn(prior) == pytest.approx(same.ppf(SHARES), rel=1e-6, abs=1e-9)


def test_a_share_stays_between_nothing_and_all():
    prior = spanning(LOGIT_NORMAL, 0.05, 0.95)
    values = drawn(prior)
    assert ((values > 0) & (values < 1)).all()
    assert prior.at(0.5) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("distribution", "low", "high"), [(LOG_NORMAL, 1.0, 4.0), (LOGIT_NORMAL, 0.6, 0.9)]
)
def test_a_span_is_the_central_95_per_cent(distribution, low, high):
    assert spanning(distribution, low, high).interval(0.95) == pytest.approx((low, high))


@pytest.mark.parametrize("share", [1e-300, 5e-324, 1 - 2**-53])
@pytest.mark.parametrize("distribution", [NORMAL, HALF_NORMAL, LOG_NORMAL, LOGIT_NORMAL])
def test_no_draw_is_infinite(share, distribution):
    assert np.isfinite(Prior(distribution, 0.5, 1.0).at(share))


def test_what_is_drawn_grows_with_the_share():
    for prior in (Prior(NORMAL, 0, 1, -1), Prior(HALF_NORMAL, 0, 1), Prior(LOG_NORMAL, 1, 1)):
        assert (np.diff(drawn(prior)) > 0).all()
