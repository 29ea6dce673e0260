"""Hydra's own test suite for launchers, run on ours as on its basic launcher. None is left out."""

import pytest
from hydra.test_utils.launcher_common_tests import (
    BatchedSweeperTestSuite,
    IntegrationTestSuite,
    LauncherTestSuite,
)
from hydra.version import VersionBase, __compat_version__

BOTH = ["hydra/sweeper=lmgsim"]

pytestmark = pytest.mark.filterwarnings("ignore:Future Hydra versions will no longer change")


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


@pytest.mark.parametrize(
    ("task_launcher_cfg", "extra_flags"), [({}, ["-m", "hydra/launcher=lmgsim", *BOTH])]
)
class TestIntegration(IntegrationTestSuite):
    pass
