"""Missions whose parts contradict each other."""

from collections.abc import Callable, Sequence

import pytest

from harness.catalogue.drivers import SWEEPS

Source = Sequence[tuple[str, str]] | bytes


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            [("id: written", "id: wide")],
            ["mission.yaml:18:9: duplicate pipeline 'wide'", "  first at line 14: rename or remove one of them"],
            id="two-pipelines-of-one-id",
        ),
        pytest.param(
            [("pipelines:\n", "  - id: H1\n    claim: Again.\n    decided_by: [every_output_is_golden]\npipelines:\n")],
            ["mission.yaml:13:9: duplicate hypothesis 'H1'", "  first at line 9: rename or remove one of them"],
            id="two-hypotheses-of-one-id",
        ),
        pytest.param(
            [("checks: [every_output_is_golden]", "checks: [every_output_is_golden, every_output_is_golden]")],
            [
                "mission.yaml:17:38: duplicate check 'every_output_is_golden'",
                "  first at line 17: rename or remove one of them",
            ],
            id="check-named-twice",
        ),
        pytest.param(
            [("- name: b", "- name: a")],
            ["mission.yaml:22:15: duplicate stage 'a'", "  first at line 21: rename or remove one of them"],
            id="two-stages-of-one-name",
        ),
        pytest.param(
            [("dependencies: [a]", "dependencies: [aa]")],
            ["mission.yaml:23:24: stage 'b' depends on the unknown stage 'aa'", "  did you mean 'a'?"],
            id="dependency-on-no-stage",
        ),
        pytest.param(
            [("dependencies: [a]", "dependencies: [b]")],
            ["mission.yaml:23:23: stage 'b' depends on itself", "  remove one of these dependencies"],
            id="stage-that-depends-on-itself",
        ),
        pytest.param(
            [("- name: a\n", "- name: a\n        dependencies: [b]\n")],
            [
                "mission.yaml:22:23: the stages of pipeline 'written' depend on each other: a -> b -> a",
                "  remove one of these dependencies",
            ],
            id="cycle-of-stages",
        ),
        pytest.param(
            [('    graph: {kind: fan_out, stages: "${width}"}\n', "")],
            [
                "mission.yaml:14:5: pipeline 'wide' has no stages",
                "  as in 'graph: {kind: chain, stages: 10}', or write them out under 'stages:'",
            ],
            id="pipeline-without-stages",
        ),
        pytest.param(
            [("    stages:\n      - name: a", "    graph: {kind: chain}\n    stages:\n      - name: a")],
            ["mission.yaml:21:5: pipeline 'written' has both 'graph' and 'stages'", "  keep one"],
            id="graph-and-stages",
        ),
        pytest.param(
            [("    graph:", "    scenario: thread_writes\n    graph:")],
            ["mission.yaml:17:5: scenario 'thread_writes' builds no pipeline and takes no 'graph'", "  remove it"],
            id="graph-for-a-scenario-without-pipeline",
        ),
        pytest.param(
            [("decided_by: [every_output_is_golden]", "decided_by: [every_output_is_golden, run_ids_are_distinct]")],
            [
                "mission.yaml:12:42: hypothesis 'H1' is decided by 'run_ids_are_distinct', which no pipeline runs",
                "  add it to the 'checks' of a pipeline",
            ],
            id="decided-by-a-check-that-nothing-runs",
        ),
        pytest.param(
            [
                (
                    "decided_by: [every_output_is_golden]",
                    "decided_by: [{check: every_output_is_golden, pipelines: [wid, written]}]",
                )
            ],
            ["mission.yaml:12:62: unknown pipeline 'wid'", "  did you mean 'wide'?"],
            id="decided-in-no-pipeline",
        ),
        pytest.param(
            [
                ("checks: [every_output_is_golden]", "checks: [dependencies_finish_first]"),
                (
                    "decided_by: [every_output_is_golden]",
                    (
                        "decided_by: [dependencies_finish_first, {check: every_output_is_golden, pipelines: [wide, "
                        "written]}]"
                    ),
                ),
            ],
            [
                "mission.yaml:12:89: pipeline 'wide' does not run 'every_output_is_golden'",
                "  add it to the 'checks' of 'wide', or name another pipeline",
            ],
            id="decided-in-a-pipeline-that-does-not-run-the-check",
        ),
        pytest.param(
            [
                (
                    "    checks: [every_output_is_golden]\n  - id: written",
                    "    checks: [dependencies_finish_first]\n  - id: written",
                )
            ],
            [
                "mission.yaml:14:9: no hypothesis is decided by pipeline 'wide'",
                "  name one of its checks under 'decided_by' of a hypothesis",
            ],
            id="pipeline-that-decides-nothing",
        ),
        pytest.param(
            [("DEMO-1-BUG-001", "DEMO-2-BUG-001")],
            [
                "mission.yaml:26:9: finding id 'DEMO-2-BUG-001' has not the form of a bug of this mission",
                "  write it as DEMO-1-BUG-001",
            ],
            id="finding-of-another-mission",
        ),
        pytest.param(
            [("DEMO-1-BUG-001", "DEMO-1-STR-001")],
            [
                "mission.yaml:26:9: finding id 'DEMO-1-STR-001' has not the form of a bug of this mission",
                "  write it as DEMO-1-BUG-001",
            ],
            id="finding-id-of-another-type",
        ),
        pytest.param(
            [("DEMO-1-BUG-001", "DEMO-1-BUG-1")],
            [
                "mission.yaml:26:9: finding id 'DEMO-1-BUG-1' has not the form of a bug of this mission",
                "  write it as DEMO-1-BUG-001",
            ],
            id="finding-id-with-one-digit",
        ),
        pytest.param(
            [("    when: FAIL", "    probe: pipeline_accepts_a_name\n    when: FAIL")],
            [
                "mission.yaml:26:5: finding 'DEMO-1-BUG-001' has both 'check' and 'probe'",
                "  exactly one of them decides it",
            ],
            id="finding-of-a-check-and-a-probe",
        ),
        pytest.param(
            [("    check: every_output_is_golden\n    when", "    when")],
            [
                "mission.yaml:26:5: finding 'DEMO-1-BUG-001' has neither 'check' nor 'probe'",
                "  exactly one of them decides it",
            ],
            id="finding-of-nothing",
        ),
        pytest.param(
            [("    check: every_output_is_golden\n    when", "    check: run_ids_are_distinct\n    when")],
            [
                (
                    "mission.yaml:27:12: finding 'DEMO-1-BUG-001' waits for 'run_ids_are_distinct', which no "
                    "pipeline runs"
                ),
                "  add it to the 'checks' of a pipeline",
            ],
            id="finding-of-a-check-that-nothing-runs",
        ),
        pytest.param(
            [("    check: every_output_is_golden\n    when", "    probe: wrong_keyword_is_explained\n    when")],
            [
                (
                    "mission.yaml:27:12: finding 'DEMO-1-BUG-001' waits for probe "
                    "'wrong_keyword_is_explained', which this mission does not run"
                ),
                "  add it to 'dx_probes'",
            ],
            id="finding-of-a-probe-that-is-not-run",
        ),
        pytest.param(
            [("DEMO-1-BUG-001", "DEMO-1-STR-001"), ("type: bug", "type: strength")],
            ["mission.yaml:28:11: a strength cannot be reported when its check says FAIL", "  write 'when: PASS'"],
            id="strength-of-a-failure",
        ),
        pytest.param(
            [("when: FAIL", "when: PASS")],
            ["mission.yaml:28:11: a bug cannot be reported when its check says PASS", "  write 'when: FAIL'"],
            id="bug-of-a-pass",
        ),
        pytest.param(
            [("dx_probes", "calibration: [shared-metadata]\ndx_probes")],
            [
                (
                    "mission.yaml:33:15: plant 'shared-metadata' shows in scenario 'context_derivation', "
                    "which no pipeline here has"
                ),
                "  add such a pipeline, or remove the plant",
            ],
            id="plant-without-its-scenario",
        ),
        pytest.param(
            [("dx_probes", "calibration: [lost-write]\ndx_probes")],
            [
                "mission.yaml:33:15: nothing here can catch plant 'lost-write': pipeline 'wide' "
                "runs no check that sees it",
                "  add no_acknowledged_write_is_lost to its checks",
            ],
            id="plant-that-nothing-can-catch",
        ),
        pytest.param(
            [
                ('    graph: {kind: fan_out, stages: "${width}"}\n', "    scenario: thread_writes\n"),
                ("checks: [every_output_is_golden]", "checks: [one_writer_wins]"),
                ("decided_by: [every_output_is_golden]", "decided_by: [every_output_is_golden, one_writer_wins]"),
                ("dx_probes", "calibration: [racing-first-write]\ndx_probes"),
            ],
            [
                "mission.yaml:33:15: plant 'racing-first-write' shows under the driver 'thread_schedules' only",
                "  add it to the drivers of pipeline 'wide'",
            ],
            id="plant-that-needs-another-driver",
        ),
        pytest.param(
            [
                (
                    "    checks: [every",
                    "    thresholds: [{metric: steps.p96, max: 9}]\n    checks: [thresholds_hold, every",
                )
            ],
            ["mission.yaml:17:27: unknown metric 'steps.p96'", "  did you mean 'steps.p99'?"],
            id="misspelt-metric",
        ),
        pytest.param(
            [("    checks: [every", "    thresholds: [{metric: operations.p95, max: 9}]\n    checks: [every")],
            ["mission.yaml:17:5: no check judges these thresholds", "  add thresholds_hold to its checks"],
            id="thresholds-that-nobody-judges",
        ),
        pytest.param(
            [
                (
                    "    checks: [every",
                    "    thresholds: [{metric: steps.p95, max: 9}]\n    checks: [thresholds_hold, every",
                )
            ],
            [
                "mission.yaml:17:18: no driver of pipeline 'wide' measures 'steps.p95'",
                ("  it is measured under schedules, thread_schedules, thread_opcodes, cancel_each or fault_each"),
            ],
            id="metric-that-nobody-measures",
        ),
        pytest.param(
            [("checks: [every", "checks: [thresholds_hold, every")],
            ["mission.yaml:17:14: thresholds_hold has no threshold to judge", "  add 'thresholds:' to the pipeline"],
            id="nothing-to-judge",
        ),
        pytest.param(
            [
                (
                    "    checks: [every",
                    "    thresholds: [{metric: operations.p95}, {max: 1}, {metric: operations.max, min: 2, max: 1},"
                    " {metric: operations.max, ratio: [operations.max, operations.min], max: 1}]\n"
                    "    checks: [thresholds_hold, every",
                )
            ],
            [
                "mission.yaml:17:18: this threshold sets no limit",
                "  add 'max:' or 'min:'",
                "mission.yaml:17:44: a threshold limits one metric or one ratio",
                "  write 'metric: steps.p95' or 'ratio: [a, b]'",
                "mission.yaml:17:84: 'min' 2 is over 'max' 1",
                "  nothing can hold it",
                "mission.yaml:17:96: a threshold limits one metric or one ratio",
                "  write 'metric: steps.p95' or 'ratio: [a, b]'",
            ],
            id="thresholds-that-limit-nothing",
        ),
        pytest.param(
            [
                ("P1", "P7"),
                ("fan_out", "fan"),
                ("- name: b", "- name: b\n        depends: [a]"),
                ("type: bug", "type: bogus"),
                ("pipeline_accepts_a_name", "pipeline_accepts_name"),
            ],
            [
                "mission.yaml:4:11: 'priority' is text 'P7', expected P0, P1 or P2",
                "  how soon it has to be looked at",
                "mission.yaml:16:19: unknown graph 'fan'",
                "  did you mean 'fan_in'?",
                "mission.yaml:23:9: unknown key 'depends'",
                "  did you mean 'dependencies'?",
                (
                    "mission.yaml:30:11: 'type' is text 'bogus', expected strength, bug, security, "
                    "performance, reliability, dx, improvement, documentation or feature_request"
                ),
                "  what kind of finding it is",
                "mission.yaml:34:13: unknown probe 'pipeline_accepts_name'",
                "  did you mean 'pipeline_accepts_a_name'?",
            ],
            id="everything-at-once",
        ),
    ],
)
def test_a_contradiction_is_refused(refusal: Callable[..., list[str]], source: Source, expected: list[str]) -> None:
    assert refusal(source) == expected


@pytest.mark.parametrize("driver", SWEEPS)
def test_a_sweep_of_what_it_cannot_reach_is_refused(refusal: Callable[..., list[str]], driver: str) -> None:
    shape = 'graph: {kind: fan_out, stages: "${width}"}'
    told = refusal([(shape, f"{shape}\n    scenario: context_derivation\n    behaviour: act\n    drivers: [{driver}]")])
    assert f"driver '{driver}' cannot reach into the scenario 'context_derivation'" in told[0]
    assert "  it disturbs the runs of pipeline_run only" in told
