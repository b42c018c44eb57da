"""The rules that a pipeline's dependencies are checked by. Linear in stages and dependencies, any shape, any depth."""

from __future__ import annotations

from stageflow.cli.cycles import Edges, cycles, knots
from stageflow.cli.issues import DependencyIssue, DependencyLintResult, IssueSeverity
from stageflow.pipeline.pipeline import Pipeline
from stageflow.suggest import nearest

# Looking for a near name compares with every stage: a pipeline where everything is misspelt must stay linear.
_HINTS_MAX = 10


def lint_pipeline(pipeline: Pipeline) -> DependencyLintResult:
    """Check the dependencies of a pipeline: to itself, to stages that are not there, cycles, isolated stages.

    Issues come in that order, each group in the order in which stages and dependencies were declared. Errors make the
    result invalid; an isolated stage is a warning. Raises TypeError for anything but a Pipeline.
    """
    if not isinstance(pipeline, Pipeline):
        raise TypeError(f"lint_pipeline checks a Pipeline, got {type(pipeline).__name__}; lint it before build()")
    declared = {name: tuple(dict.fromkeys(spec.dependencies)) for name, spec in pipeline.stages.items()}
    issues = [*_wrong_names(declared), *_on_cycles(declared), *_isolated(declared)]
    return DependencyLintResult(
        valid=all(issue.severity is not IssueSeverity.ERROR for issue in issues),
        issues=issues,
        stage_count=len(declared),
        dependency_count=len({name for names in declared.values() for name in names}),
    )


def _wrong_names(declared: Edges) -> list[DependencyIssue]:
    issues = []
    missing = 0
    for name, dependencies in declared.items():
        for dependency in dependencies:
            if dependency == name:
                message, suggestion = "Stage depends on itself", f"remove {name!r} from its own dependencies"
            elif dependency not in declared:
                missing += 1
                near = nearest(dependency, declared) if missing <= _HINTS_MAX else None
                message = f"Dependency {dependency!r} does not exist in the pipeline"
                suggestion = f"did you mean {near!r}?" if near else f"add a stage {dependency!r}, or remove the name"
            else:
                continue
            issues.append(DependencyIssue(name, message, IssueSeverity.ERROR, dependency, suggestion))
    return issues


def _on_cycles(declared: Edges) -> list[DependencyIssue]:
    edges = {
        name: [dependency for dependency in dependencies if dependency in declared and dependency != name]
        for name, dependencies in declared.items()
    }
    issues = []
    for members in knots(edges):
        for name, path in cycles(edges, members).items():
            suggestion = "remove one of these dependencies, or move what both need into a stage of its own"
            message = f"Circular dependency: {path}"
            issues.append(DependencyIssue(name, message, IssueSeverity.ERROR, None, suggestion))
    return issues


def _isolated(declared: Edges) -> list[DependencyIssue]:
    if len(declared) < 2:
        return []
    needed = {dependency for dependencies in declared.values() for dependency in dependencies}
    suggestion = "give it a dependency, let another stage depend on it, or leave it if it is to run on its own"
    message = "Stage is isolated: it depends on nothing and nothing depends on it"
    return [
        DependencyIssue(name, message, IssueSeverity.WARNING, None, suggestion)
        for name, dependencies in declared.items()
        if not dependencies and name not in needed
    ]
