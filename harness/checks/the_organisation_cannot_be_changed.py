"""the_organisation_cannot_be_changed: a run belongs to the tenant for whom it was started."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def the_organisation_cannot_be_changed(evidence: TrialEvidence) -> Verdict:
    """No attempt gave the run another organisation, and every later reader found the one that it was started with.

    Vacuous where nothing was tried. Judges the ways that were tried; `object.__setattr__` and C code get past any of
    them, and are not.
    """
    tried = evidence.operations("change_org")
    reads = evidence.events("org_read")
    if not tried:
        return vacuous("nothing was tried")
    changed = [o for o in tried if o.detail == "changed"]
    wrong = [f"{o.actor} gave the run another organisation by {o.target}." for o in changed]
    kinds = {f"by {o.target}" for o in changed}
    for event in reads:
        if not event.fields["own"]:
            wrong.append(f"Of the run '{event.fields['run']}' {event.fields['reader']} read another organisation.")
            kinds.add("read by others")
    looked_at = len(tried) + len(reads)
    if wrong:
        reason = f"{len(wrong)} of {looked_at} attempts and reads show another organisation"
        return failed(reason, looked_at, wrong, f"organisation changed {', '.join(sorted(kinds))}")
    return passed(f"{len(tried)} of {len(tried)} attempts changed nothing that any reader saw", looked_at)


CHECK = CheckSpec("the_organisation_cannot_be_changed", the_organisation_cannot_be_changed, needs=("op:change_org",))
