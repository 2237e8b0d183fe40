"""Two names laid side by side, word by word: what agrees, how well, and what is left over on each side."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from interlock.names import japanese, korean
from interlock.names.persons import skeleton
from interlock.names.prepared import Prepared
from interlock.names.romanise import consonants
from interlock.names.words import GENERIC, HOME, INITIAL, NUMBER, PARTICLE

_osa = OSA.distance

Match = tuple[str, str, float, str]
"""A word of each name, how alike they are (0..1), and why in a word."""


class Alignment:
    """What a word-by-word comparison found."""

    __slots__ = ("left", "left_over", "lite", "mass", "matched", "right", "right_over", "swapped", "telling")

    def __init__(self) -> None:
        self.matched: list[Match] = []
        self.mass = 0.0
        """Weight of what agrees, each pair by its likeness."""
        self.lite = 0.0
        """Weight of what agrees only nearly."""
        self.telling = 0
        """Pairs of words that tell one name from another."""
        self.left: list[int] = []
        self.right: list[int] = []
        """Indices of the words that found no partner."""
        self.left_over = 0.0
        self.right_over = 0.0
        self.swapped = False
        """The pairs stand in another order."""


def allowed_edits(length: int) -> int:
    """Letters that may differ in a word of so many before it is another word.

    By judgement on the dev labels: one in a word of three (Tom, Tim) and two from nine on; a second slip in a
    shorter word makes another name as often as not (Orbach, Orban; Marquez, Marcos).
    """
    if length < 3:
        return 0
    return 1 if length < 9 else 2


def align(a: Prepared, b: Prepared) -> Alignment:
    """The best pairing of words, equal ones first. Symmetric."""
    found = Alignment()
    pairs = _equal_words(a, b, found)
    if found.left and found.right:
        _like_words(a, b, found, pairs)
        if found.left or found.right:
            _joined_words(a, b, found)
        if found.left and found.right:
            _initials(a, b, found, pairs)
    if len(pairs) > 1:
        pairs.sort()
        last = -1
        for _, j in pairs:
            if j < last:
                found.swapped = True
                break
            last = j
    for i in found.left:
        found.left_over += a.weights[i]
    for j in found.right:
        found.right_over += b.weights[j]
    return found


def _take(found: Alignment, a: Prepared, i: int, b: Prepared, j: int, likeness: float, why: str) -> None:
    weight = (a.weights[i] + b.weights[j]) / 2
    found.mass += weight * likeness
    found.lite += weight * (1 - likeness)
    if a.kinds[i] not in _LITTLE:
        found.telling += 1
    found.matched.append((a.words[i], b.words[j], likeness, why))


_SMALL = (PARTICLE, HOME)
_LITTLE = (*_SMALL, GENERIC)
"""Words that do not tell one name from another."""


def _equal_words(a: Prepared, b: Prepared, found: Alignment) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    left = found.left
    matched = found.matched
    open_right = list(b.words)
    for i, word in enumerate(a.words):
        if word in open_right:
            j = open_right.index(word)
            open_right[j] = ""
            pairs.append((i, j))
            found.mass += (a.weights[i] + b.weights[j]) / 2
            if a.kinds[i] not in _LITTLE:
                found.telling += 1
            matched.append((word, word, 1.0, "equal"))
        else:
            left.append(i)
    if len(pairs) < len(open_right):
        found.right = [j for j, word in enumerate(open_right) if word]
    # A word said twice in one name is no further word (Shoigu Shoigu Sergey), unless it stands for another.
    if left and not found.right:
        found.left = [i for i in left if a.words[i] not in b.words]
    elif found.right and not left:
        found.right = [j for j in found.right if b.words[j] not in a.words]
    return pairs


_UNLIKE = (0.0, "")
_KNOWN = (INITIAL, GENERIC)
"""Two of these that are not equal are two: a word of business is known in all its spellings."""


def likeness(a: Prepared, i: int, b: Prepared, j: int) -> tuple[float, str]:
    """How alike two words are that are not equal, and why; 0 for two different words."""
    x, y = a.words[i], b.words[j]
    k, m = a.kinds[i], b.kinds[j]
    if x[0] != y[0] and x[-1] != y[-1]:
        return _UNLIKE  # a letter or two wrong, or another romanisation, leaves one of the ends
    if k == NUMBER or m == NUMBER or (k in _SMALL) != (m in _SMALL) or (k == m and k in _KNOWN):
        return _UNLIKE
    longest = max(len(x), len(y))
    if a.schema == "Person":
        told = _same_sound(a, i, b, j, longest)
        if told is not None:
            return told
    elif len(x) > 3 and len(y) > 3 and _same_in_korean(x, y):
        return 0.95, "one Korean word, spelled two ways"
    if a.script == "hangul" or b.script == "hangul":
        return _UNLIKE  # the reading of Hangul is certain: a letter apart is another word
    most = 0 if longest < 4 and a.schema != "Person" else allowed_edits(longest)
    if not most:
        return _UNLIKE
    edits = _osa(x, y, score_cutoff=most)
    if edits > most:
        return _UNLIKE
    return 1.0 - edits / longest, "1 letter differs" if edits == 1 else f"{edits} letters differ"


def _same_sound(a: Prepared, i: int, b: Prepared, j: int, longest: int) -> tuple[float, str] | None:
    """What the sound of two words of persons' names tells; None when it leaves the letters to be counted."""
    x, y = a.words[i], b.words[j]
    s, t = skeleton(x), skeleton(y)
    if s == t:
        return 0.95, "sounds the same"
    heard, other = japanese.sound(a.raws[i]), japanese.sound(b.raws[j])
    if heard and other and a.japanese and b.japanese:
        # Two Japanese names a letter apart are two names: Tatsuya, Tetsuya.
        return (0.95, "one Japanese name, romanised two ways") if heard == other else _UNLIKE
    if (a.vowelless or b.vowelless) and len(s) > 2 and consonants(s) == consonants(t):
        return 0.85, "the same consonants"
    if longest > 6 and _osa(s, t, score_cutoff=1) <= 1 and _osa(x, y, score_cutoff=2) <= 2:
        return 1.0 - 1.0 / longest, "one sound differs"
    return None


def _same_in_korean(x: str, y: str) -> bool:
    if x[-1] != y[-1] and {x[-1], y[-1]} not in _FINALS:
        return False
    if not korean.may_begin_alike(x, y):
        return False
    for left in korean.segmented(x):
        for right in korean.segmented(y):
            if len(left) == len(right) > 1 and all(s & t for s, t in zip(left, right, strict=True)):
                return True
    return False


_FINALS = ({"k", "g"}, {"p", "b"}, {"t", "d"}, {"l", "r"}, {"t", "s"})


def _like_words(a: Prepared, b: Prepared, found: Alignment, pairs: list[tuple[int, int]]) -> None:
    options = []
    for i in found.left:
        x = a.words[i]
        first, last = x[0], x[-1]
        for j in found.right:
            y = b.words[j]
            if first == y[0] or last == y[-1]:
                score, why = likeness(a, i, b, j)
                if score:
                    options.append((-score, abs(i - j), i, j, why))
    options.sort()
    for minus, _, i, j, why in options:
        if i in found.left and j in found.right:
            found.left.remove(i)
            found.right.remove(j)
            pairs.append((i, j))
            _take(found, a, i, b, j, -minus, why)


def _joined_words(a: Prepared, b: Prepared, found: Alignment) -> None:
    """One word here, several there: Good Will and Goodwill, Jongun and Jong Un, RamiMakhlouf."""
    if len(found.right) > 1:
        _join(a, found.left, b, found.right, found, mirrored=False)
    if len(found.left) > 1:
        _join(b, found.right, a, found.left, found, mirrored=True)


def _join(
    one: Prepared,
    singles: list[int],
    many: Prepared,
    open_many: list[int],
    found: Alignment,
    *,
    mirrored: bool,
) -> None:
    for i in list(singles):
        word = one.raws[i]
        if len(word) < _SHORTEST_JOINED or one.kinds[i] == NUMBER:
            continue
        heads = [j for j in open_many if many.raws[j][0] == word[0]]
        if not heads:
            continue
        for run in _runs(open_many, heads):
            parts = [many.raws[j] for j in run]
            text = "".join(parts)
            if abs(len(text) - len(word)) > 2:
                continue
            most = allowed_edits(len(word)) if len(word) > 6 else 0
            edits = _osa(word, text, score_cutoff=most)
            if edits > most:
                continue
            singles.remove(i)
            for j in run:
                open_many.remove(j)
            score = 0.97 - 0.1 * edits
            weight = max(one.weights[i], sum(many.weights[j] for j in run))
            found.mass += weight * score
            found.lite += weight * (1 - score)
            found.telling += len(run)
            apart = " ".join(parts)
            pair = (apart, word) if mirrored else (word, apart)
            found.matched.append((*pair, score, "joined"))
            break


_SHORTEST_JOINED = 5


def _runs(indices: list[int], heads: list[int] | None = None) -> list[list[int]]:
    """Runs of two to four neighbouring open words, those that begin with one of `heads`."""
    last = len(indices)
    return [
        indices[start : start + size]
        for start in range(last - 1)
        if heads is None or indices[start] in heads
        for size in range(2, min(4, last - start) + 1)
        if indices[start + size - 1] - indices[start] == size - 1
    ]


def _initials(a: Prepared, b: Prepared, found: Alignment, pairs: list[tuple[int, int]]) -> None:
    """An initial stands for a word that begins with it; `jc` for Jean-Claude."""
    if INITIAL in a.kinds or INITIAL in b.kinds:
        for i, j in [(i, j) for i in found.left for j in found.right if _abbreviates(a, i, b, j)]:
            if i in found.left and j in found.right:
                found.left.remove(i)
                found.right.remove(j)
                pairs.append((i, j))
                _take(found, a, i, b, j, 0.85, "initial")
    if a.schema == "Person":
        if len(found.right) > 1:
            _double_initials(a, found.left, b, found.right, found)
        if len(found.left) > 1:
            _double_initials(b, found.right, a, found.left, found)


def _abbreviates(a: Prepared, i: int, b: Prepared, j: int) -> bool:
    """`A.` for Ali and for Abdul; `abdul`, which weighs as an initial does, for no word but an Abdulla."""
    x, y = a.words[i], b.words[j]
    if len(x) < len(y):
        return a.kinds[i] == INITIAL and y.startswith(x)
    return b.kinds[j] == INITIAL and len(x) > len(y) and x.startswith(y)


def _double_initials(
    one: Prepared, singles: list[int], many: Prepared, open_many: list[int], found: Alignment
) -> None:
    for i in list(singles):
        word = one.words[i]
        if not 2 <= len(word) <= 3 or one.kinds[i] == PARTICLE:
            continue  # `al`, for which `el` and `il` stand too, is no A. L.
        for run in _runs(open_many):
            if len(run) == len(word) and all(many.words[j][0] == ch for j, ch in zip(run, word, strict=True)):
                singles.remove(i)
                for j in run:
                    open_many.remove(j)
                found.mass += one.weights[i] * 0.8
                found.lite += one.weights[i] * 0.2
                found.telling += 1
                found.matched.append((word, " ".join(many.words[j] for j in run), 0.8, "initials"))
                break
