"""All topics together, and which of them a word means."""

import difflib
from functools import cache

from harness.errors import UsageError
from harness.mission.key_topics import WORDS, key_topics
from harness.mission.topics import KINDS, Row, Topic, catalogue_topics

_NEAR_MAX = 5


@cache
def topics() -> tuple[Topic, ...]:
    """The sections and keys of the format, then each kind of the catalogue before its names."""
    named = catalogue_topics()
    kinds = []
    for kind, (plural, said) in KINDS.items():
        rows = tuple(Row(topic.name, topic.group, topic.summary) for topic in named if topic.kind == kind)
        kinds.append(Topic("kind", plural, said, group=kind, rows=rows))
        kinds += [topic for topic in named if topic.kind == kind]
    return (*key_topics(), *kinds)


def meaning(word: str) -> tuple[Topic, ...]:
    """The topics that a word means: a name, a key (`iterations`, or `pipelines.iterations`), one of the few words
    that a key takes (`catastrophic`), a kind or its plural.

    Case, and `-` for `_`, do not count. Raises UsageError for a word that means nothing, with the nearest words.
    """
    by_word: dict[str, list[Topic]] = {}
    for topic in topics():
        for spelt in _spellings(topic):
            by_word.setdefault(spelt, []).append(topic)
    parts = _folded(word).split(".")
    found = by_word.get(".".join(parts)) or [t for part in parts for t in by_word.get(part, ()) if _measures(t)]
    if found and (len(parts) == 1 or len({topic.kind for topic in found}) > 1 or ".".join(parts) in by_word):
        return tuple(dict.fromkeys(found))
    near = _near(_folded(word), by_word)
    hint = f"did you mean {', '.join(near)}?" if near else "stageflow-stress explain  lists all words"
    raise UsageError(f"no mission can say {word!r}\n  {hint}")


def _measures(topic: Topic) -> bool:
    """Of the two parts of `steps.p95`."""
    return topic.kind in ("metric", "aggregate")


def _folded(word: str) -> str:
    return word.strip().casefold().replace("-", "_").replace(" > ", ".")


def _spellings(topic: Topic) -> set[str]:
    names = {topic.name, topic.group} if topic.kind == "kind" else {topic.name}
    if topic.kind in ("section", "key") and topic.group:
        path = f"{topic.group}.{topic.name}".replace(" > ", ".")
        names |= {path, ".".join(path.split(".")[-2:])}
    names.update(word for title, words in topic.facts if title == WORDS for word in words)
    return {_folded(name) for name in names}


def _near(word: str, known: dict[str, list[Topic]]) -> list[str]:
    """Words that are spelt like it, or that hold it; as they are written."""
    close = difflib.get_close_matches(word, known, _NEAR_MAX, 0.7)
    close += [name for name in known if len(word) > 2 and word in name.split(".")[-1]]
    return list(dict.fromkeys(known[name][0].name for name in close))[:_NEAR_MAX]
