"""``sim.evaluate`` where others compose at the same time: several threads, another application."""

import threading

from hydra import initialize_config_dir

import sim
from sim.files.places import shipped_folder


def evaluate(contacts):
    point = {"scenario": "none", "council": "recorded_2022", "levers.outreach.contacts": contacts}
    return sim.evaluate([point], replicates=2, seed=1)


def test_several_threads_get_the_numbers_of_one():
    wanted = {n: evaluate(n) for n in (5, 10, 20, 30)}
    found, together = {}, threading.Barrier(len(wanted))

    def work(n):
        together.wait()
        found[n] = evaluate(n)

    threads = [threading.Thread(target=work, args=(n,)) for n in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == set(wanted)
    for n, table in wanted.items():
        assert found[n].equals(table), n


def test_another_application_of_hydra_is_not_disturbed(hydra_restore_singletons):
    alone = evaluate(5)
    with initialize_config_dir(str(shipped_folder("conf").resolve()), version_base="1.3"):
        assert evaluate(5).equals(alone)
