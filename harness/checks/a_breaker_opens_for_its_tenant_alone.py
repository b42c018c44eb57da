"""a_breaker_opens_for_its_tenant_alone: what the failures of one tenant cost another."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def a_breaker_opens_for_its_tenant_alone(evidence: TrialEvidence) -> Verdict:
    """After runs of one tenant had failed until its breaker was open, a run of another tenant was made.

    Vacuous where the breaker did not open for the first, or nobody else asked.
    """
    asked = evidence.events("breaker_asked")
    first = [e for e in asked if e.fields["tenant"] == "first"]
    others = [e for e in asked if e.fields["tenant"] != "first"]
    if not others or not first or first[-1].fields["ran"]:
        return vacuous("the breaker did not open for the first tenant, or no other one asked", len(asked))
    refused = [e for e in others if not e.fields["ran"]]
    if refused:
        lines = [
            f"After {len(first)} runs of the first tenant a stage of the {e.fields['tenant']} tenant was not run"
            f" ({e.fields['says'] or 'no error'})."
            for e in refused
        ]
        return failed("a breaker is open for a tenant who had no failure", len(asked), lines, "breaker of all tenants")
    return passed(f"{len(others)} of {len(others)} runs of another tenant were made", len(asked))


CHECK = CheckSpec(
    "a_breaker_opens_for_its_tenant_alone", a_breaker_opens_for_its_tenant_alone, needs=("breaker_asked",)
)
