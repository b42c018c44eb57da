"""Numbers, times and answers in words."""

import pytest

from harness.findings.document import Calibration
from harness.report import words
from tests.harness.report.factory import calibration, check, finding

OUT = check(verdict="EXCLUDED", reason="there is one stage only", trials=0)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (words.number(12345), "12,345"),
        (words.number(1.5), "1.50"),
        (words.count(1, "trial"), "1 trial"),
        (words.count(2000, "trial"), "2,000 trials"),
        (words.count(0, "hypothesis", "hypotheses"), "0 hypotheses"),
        (words.duration(0), "0.0 s"),
        (words.duration(59.94), "59.9 s"),
        (words.duration(59.97), "1 min 0 s"),
        (words.duration(200), "3 min 20 s"),
        (words.duration(3900), "1 h 5 min"),
        (words.micros(870), "870 µs"),
        (words.micros(2_130), "2.13 ms"),
        (words.micros(21_300), "21.3 ms"),
        (words.micros(359_000), "359 ms"),
        (words.micros(1_400_000), "1.40 s"),
        (words.micros(999_999), "1.00 s"),
        (words.percent(None), "n/a"),
        (words.percent(100.0), "100 %"),
        (words.percent(100 * 9999 / 10000), "99.9 %"),
        (words.percent(100 * 1 / 10000), "0.1 %"),
        (words.percent(87.5), "87.5 %"),
        (words.score(None), "n/a"),
        (words.score(3), "3/5"),
        (words.score(4.25), "4.25/5"),
        (words.bar(3, 5), "███"),
        (words.bar(0, 5), ""),
        (words.bar(1, 4000), "█"),
        (words.bar(4000, 4000), "█" * 40),
        (words.label("feature_request"), "Feature request"),
        (words.kind(finding(type_="dx", severity="low")), "low DX issue"),
        (words.kind(finding(type_="improvement", severity="info")), "improvement"),
        (words.sentence("so it is"), "so it is."),
        (words.sentence("is it? "), "is it?"),
        (words.tried(check()), "held in 40 trials"),
        (words.tried(check(trials=16, vacuous_trials=3)), "held in 16 trials (+3 vacuous)"),
        (words.tried(check(verdict="FAIL", failing_trials=3)), "failed in 3 of 40 trials"),
        (words.tried(check(verdict="UNKNOWN", reason="no write was made")), "not decided: no write was made"),
        (words.tried(OUT), "excluded by construction: there is one stage only"),
        (words.calibrated(OUT), "does not apply"),
        (words.result("excluded"), "excluded by construction"),
    ],
)
def test_words(made: str, said: str) -> None:
    assert made == said


MISSED = calibration("shallow-freeze", caught=False, trials=None)
ABSENT = calibration("lost-write", caught=None, trials=None)


@pytest.mark.parametrize(
    ("plants", "said"),
    [
        ([], "No fault was planted in this run to calibrate its checks."),
        ([calibration()], "1 of 1 planted fault caught, the hardest after 1 of 500 trials."),
        (
            [calibration(), calibration("lost-write", trials=41), calibration("shallow-freeze", trials=2)],
            "3 of 3 planted faults caught, the hardest after 41 of 500 trials.",
        ),
        (
            [calibration(), MISSED],
            "1 of 2 planted faults caught, the hardest after 1 of 500 trials; missed: shallow-freeze, so that nothing "
            "rests on the checks concerned.",
        ),
        ([ABSENT], "0 of 1 planted fault caught; could not be planted: lost-write."),
    ],
    ids=["none", "one", "three", "missed", "not-planted"],
)
def test_calibration(plants: list[Calibration], said: str) -> None:
    assert words.calibration_line(plants) == said
