"""Hydra's own test suite for launchers, run on ours as on its basic launcher.

None is left out where Hydra's own programs start, which they do not yet on Python 3.14."""

import pytest
from hydra._internal.utils import get_args_parser
from hydra.test_utils.launcher_common_tests import (
    BatchedSweeperTestSuite,
    IntegrationTestSuite,
    LauncherTestSuite,
)
from hydra.version import VersionBase, __compat_version__

BOTH = ["hydra/sweeper=lmgsim"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:Future Hydra versions will no longer change"),
]


@pytest.fixture(autouse=True)
def an_unnamed_version(hydra_restore_singletons):
    """The suite relies on the defaults of an application that names no version of Hydra.

    Another test of the same process may have named one; it is restored afterwards.
    """
    VersionBase.instance().setbase(__compat_version__)


# A copy of the overrides for every test, for the suite adds to the list it is given.
@pytest.fixture
def overrides(request):
    return list(request.param)


@pytest.mark.parametrize("launcher_name", ["lmgsim"])
@pytest.mark.parametrize(
    "overrides", [[], BOTH], ids=["basic-sweeper", "our-sweeper"], indirect=True
)
class TestLauncher(LauncherTestSuite):
    pass


@pytest.mark.parametrize("launcher_name", ["lmgsim"])
@pytest.mark.parametrize(
    "overrides",
    [["hydra.sweeper.max_batch_size=2"], [*BOTH, "hydra.sweeper.max_batch_size=2"]],
    ids=["basic-sweeper", "our-sweeper"],
    indirect=True,
)
class TestBatches(BatchedSweeperTestSuite):
    pass


def hydra_starts() -> bool:
    """Whether a program of Hydra's own starts here; ours do on Python 3.14 too."""
    try:
        get_args_parser()
    except ValueError:
        return False
    return True


@pytest.mark.skipif(not hydra_starts(), reason="no program of Hydra's own starts on this Python")
@pytest.mark.parametrize(
    ("task_launcher_cfg", "extra_flags"), [({}, ["-m", "hydra/launcher=lmgsim", *BOTH])]
)
class TestIntegration(IntegrationTestSuite):
    pass
