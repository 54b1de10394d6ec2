"""An article's named mentions go in; out they come with the pronouns that mean them.

Left to right, as a reader goes: each pronoun and each description ("the governor", "her husband",
"the company") takes the best of those named so far (`antecedents`); inside quotation marks, I and
we are whoever the words around the quote name as speaker. A pronoun that had but one to mean tells
that one's gender to the pronouns after it.
"""

from dataclasses import dataclass, field

from flows.annotate.actors.antecedents import MEMORY, Place, Standing, described, nearest, relations
from flows.annotate.actors.descriptions import addressed_as, describe, explained, read_description
from flows.annotate.actors.firstpersons import with_first_persons
from flows.annotate.actors.mentions import Key, Mention, Scene, root_of
from flows.annotate.actors.nouns import gender_of, is_body, is_human
from flows.annotate.actors.partners import means_text, partners, told_of
from flows.annotate.actors.phrases import (
    DEFINITE,
    OWNERS,
    determiner,
    is_told_apart,
    leads_on,
    speaks_for,
)
from flows.annotate.actors.titles import title_before
from flows.annotate.grammar.cues import known_cue
from flows.annotate.text.words import Token

_GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m",
            "she": "f", "her": "f", "hers": "f", "herself": "f",
            "it": "n", "its": "n", "itself": "n",
            "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p"}  # fmt: skip
_NAMED = ("person", "organisation")
_BORDERS = frozenset({",", ".", ":", "—", "–", "-"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_TITLED = frozenset({"ADJ", "NOUN", "PROPN"})
FULL = 2  # words at least: "the office" may be another
APPOSITIVE = 14  # tokens between a noun and the name that explains it, at most


@dataclass(slots=True)
class _Walk:
    """What has been read of the text so far."""

    scene: Scene
    mentions: list[Mention]
    cast: dict[Key, Standing]
    names: dict[int, Mention]  # the proper ones, by their first token
    described: frozenset[str]  # the nouns that the text says somebody named is
    titled: dict[int, Mention]  # whose title a noun is: "the head of the port Ana Lis"
    at: dict[int, Mention] = field(default_factory=dict)
    done: list[Mention] = field(default_factory=list)


def follow(scene: Scene, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with those of pronouns and descriptions among them, in order."""
    names = {m.start: m for m in mentions if not m.is_common}
    people = (m for m in names.values() if m.key[0] == "person")
    titles = {m.start: title for m in people if (title := title_before(scene.doc, m.start))}
    cast = _standings(scene, mentions, titles)
    described_as = frozenset(phrase.head for one in cast.values() for phrase in one.phrases)
    titled = {noun.i: names[start] for start, (_, noun) in titles.items()}
    walk = _Walk(scene, mentions, cast, names, described_as, titled)
    starts = {mention.start: mention for mention in mentions}
    skip = 0
    for token in scene.tokens:
        own = starts.get(token.i)
        if own is not None:
            _note(walk, _rename(walk, own) if own.is_common else own)
            skip = own.end
        elif token.i >= skip and (found := _meant(walk, token)) is not None:
            standing, first = found
            inside = scene.quoted[token.i]
            who = standing.mention._replace(start=first, end=token.i + 1)
            _note(walk, who._replace(is_quoted=inside, is_pronoun=True))
    return with_first_persons(scene, walk.done)


def _standings(
    scene: Scene, mentions: list[Mention], titles: dict[int, tuple[int, Token]]
) -> dict[Key, Standing]:
    phrases = describe(scene, mentions, titles)
    cast: dict[Key, Standing] = {}
    addressed: dict[Key, set[str]] = {}
    for mention in mentions:
        standing = cast.get(mention.key)
        if standing is None:
            own = phrases.get(mention.key, ())
            told = next((g for phrase in own if (g := gender_of(phrase.head))), "")
            sure = bool(told) or mention.key[0] != "person"
            gender = told if mention.key[0] == "person" and told else mention.gender
            cast[mention.key] = Standing(mention, gender, sure, own)
        elif mention.gender and not standing.gender:
            standing.gender = mention.gender
        addressed.setdefault(mention.key, set()).add(addressed_as(scene, mention))
    for key, ways in addressed.items():
        genders = ways - {""}
        if len(genders) == 1 and not cast[key].is_sure:  # "Mr Ruiz", and no "Mrs Ruiz"
            cast[key].gender, cast[key].is_sure = genders.pop(), True
    return cast


def _note(walk: _Walk, mention: Mention) -> None:
    walk.done.append(mention)
    walk.at.update(dict.fromkeys(range(mention.start, mention.end), mention))
    standing = walk.cast[mention.key]
    root = root_of(walk.scene, mention)
    weight = _weight(root)
    place = Place(mention.start, walk.scene.sentence_of[mention.start], weight, mention.is_quoted)
    standing.places = [*standing.places[1 - MEMORY :], place]
    standing.count += 1


def _weight(root: Token) -> float:
    """Weigh a mention by its part in the sentence: speakers before subjects before the rest."""
    while root.dep_ == "appos":
        root = root.head
    if root.dep_ in _SUBJECTS:
        verb = root.head
        cue = known_cue(verb.lemma_, "VERB")
        spoken = cue is not None and cue.mode == "speech"
        return 1.5 + 0.5 * (verb.dep_ == "ROOT") + 0.7 * spoken
    if root.dep_ in ("poss", "compound", "nmod"):
        return -0.5
    return 0.0


def _meant(walk: _Walk, token: Token) -> tuple[Standing, int] | None:
    """Return whom a pronoun or a description means, and the first token of the phrase."""
    word, tag = token.lower_, token.tag_
    if word in ("who", "which") and token.dep_ in ("nsubj", "nsubjpass"):
        mention = _relative(walk, token)
        return (walk.cast[mention.key], token.i) if mention else None
    if word in _GENDERS:
        found = _pronoun(walk, token, _GENDERS[word])
        return (found, token.i) if found else None
    if token.i and (tag in ("NN", "NNP") or word == "old" or token.i in walk.scene.places):
        return _description(walk, token)
    return None


def _pronoun(walk: _Walk, token: Token, gender: str) -> Standing | None:
    if gender == "n" and means_text(token):
        return None
    sentence = walk.scene.sentence_of[token.i]
    inside = walk.scene.quoted[token.i]
    is_reflexive = token.lower_.endswith(("self", "selves"))
    barred = frozenset[Key]() if is_reflexive else partners(walk.scene, walk.at, token)
    found = None
    for others in (barred | told_of(walk.at, token), barred):
        found = found or nearest(
            walk.cast.values(), token.i, sentence, gender, inside=inside, barred=others
        )
    if found is not None and found.key[0] == "person" and not found.gender:
        found.gender = gender
    return found


def _relative(walk: _Walk, token: Token) -> Mention | None:
    clause = token.head
    while clause.dep_ in ("xcomp", "conj", "ccomp") and clause.head.i < clause.i:
        clause = clause.head
    return walk.at.get(clause.head.i) if clause.dep_ == "relcl" else None


def _description(walk: _Walk, noun: Token) -> tuple[Standing, int] | None:
    """Return whom "the governor" or "her husband" means; None where it is nobody named."""
    lemma = noun.lemma_.lower()
    spot = walk.scene.places.get(noun.i)
    if spot is not None and not spot.is_demonym:
        return None
    if not (spot is not None or _may_describe(walk, lemma)) or leads_on(noun):
        return None
    first = determiner(noun)
    if first is None:
        return None
    named = _named_beside(walk, noun)
    if named is not None:
        return walk.cast[named.key], first
    owner = _owner(walk, first)
    is_owned = walk.scene.tokens[first].lower_ not in DEFINITE
    if is_owned and lemma in relations():
        if owner is None:
            return None
        if any(phrase.head == lemma for phrase in owner.phrases):
            return owner, first  # "her mother" is the mother named before, not hers
    phrase = read_description(walk.scene, noun, first + 1)
    barred = partners(walk.scene, walk.at, noun) | _part_of(walk, noun, first)
    found = described(
        [one for one in walk.cast.values() if one.key not in barred],
        phrase,
        walk.scene.sentence_of[noun.i],
        owner=owner,
        of="" if walk.scene.tokens[first].lower_ in OWNERS else _surname(owner),
        is_new=is_owned or is_told_apart(noun),
        gender=gender_of(lemma),
    )
    words = {token.lower_ for token in walk.scene.tokens[first + 1 : noun.i]}
    return (found, first) if found is not None and not found.is_apart_from(words) else None


def _surname(owner: Standing | None) -> str:
    """Return the last word of a named possessor's name: "Reed's lawyer"."""
    return owner.key[1].split()[-1] if owner is not None and owner.key[0] == "person" else ""


def _part_of(walk: _Walk, noun: Token, first: int) -> frozenset[Key]:
    """Return whom a phrase names without meaning them: "the UN refugee agency" is not the UN.

    "The Reuters agency" is Reuters.
    """
    inside = (walk.names.get(index) for index in range(first + 1, noun.i))
    return frozenset(m.key for m in inside if m is not None and m.end < noun.i)


def _may_describe(walk: _Walk, lemma: str) -> bool:
    return is_human(lemma) or is_body(lemma) or lemma in walk.described


def _owner(walk: _Walk, first: int) -> Standing | None:
    mention = walk.at.get(first) or (walk.at.get(first - 1) if first else None)
    word = walk.scene.tokens[first].lower_
    if word in DEFINITE or mention is None:
        return None
    return walk.cast[mention.key]


def _named_beside(walk: _Walk, noun: Token) -> Mention | None:
    """Return the name in apposition behind a noun: "the man accused of it, Domagoj Horvat"."""
    if noun.i in walk.titled:
        return walk.titled[noun.i]
    tokens = walk.scene.tokens
    kinds = _NAMED[:1] if speaks_for(noun) else _NAMED
    for index in range(noun.i + 1, min(noun.i + APPOSITIVE, len(tokens) - 1)):
        token = tokens[index]
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD", ".") or token.is_sent_start:
            return None
        named = _first_named(walk, index + 1) if token.text == "," else None
        if token.text == "," and named is not None and _may_explain(named, noun, kinds):
            behind = tokens[named.end] if named.end < len(tokens) else None
            is_led = noun.dep_ in _SUBJECTS and behind is not None and behind.pos_ == "AUX"
            is_aside = is_led or behind is None or behind.text in _BORDERS
            acts = tokens[named.end - 1].dep_ in _SUBJECTS  # "to an aide, Ruiz left"
            return named if is_aside or index == noun.i + 1 and not acts else None
    return None


def _may_explain(named: Mention, noun: Token, kinds: tuple[str, ...]) -> bool:
    """Say whether a name behind a noun may be the noun's: a person's may be another noun's."""
    is_mine = named.key[0] != "person" or explained(noun, named.gender) is noun
    return is_mine and named.key[0] in kinds


def _first_named(walk: _Walk, index: int) -> Mention | None:
    """Return the name that starts there, or behind a title: "its leader, Councillor Ana Costa"."""
    tokens = walk.scene.tokens
    while index < len(tokens) and index not in walk.names and tokens[index].pos_ in _TITLED:
        index += 1
    return walk.names.get(index)


def _told_before(walk: _Walk, own: Mention, head: Token) -> Mention | None:
    """Return who was told by the same noun before: "Kenya's air force fired … the air force"."""
    first = determiner(head)
    if first is None or walk.scene.tokens[first].lower_ not in DEFINITE or first + 1 < own.start:
        return None
    words = _lemmas(walk, own.start, own.end)
    known = [one.mention for one in walk.cast.values() if one.places and one.mention.is_common]
    told = [m for m in known if _lemmas(walk, m.start, m.end)[-len(words) :] == words]
    return told[0] if len(told) == 1 else None


def _lemmas(walk: _Walk, start: int, end: int) -> list[str]:
    return [token.lemma_.lower() for token in walk.scene.tokens[start:end]]


def _rename(walk: _Walk, own: Mention) -> Mention:
    """Let "the ministry" mean the one named before, and "the minister" who bears the title."""
    head = walk.scene.tokens[own.end - 1]
    if head.tag_ == "NNS":
        several = _told_before(walk, own, head)
        return own if several is None else _meaning(own, several)
    if head.tag_ not in ("NN", "NNP"):
        return own
    beside = _named_beside(walk, head)
    if beside is not None:
        walk.cast[beside.key].call(read_description(walk.scene, head, own.start))
        return beside._replace(start=own.start, end=own.end, is_pronoun=True)
    named = walk.at.get(head.head.i) if head.dep_ == "appos" else None
    if named is not None and not named.is_common and named.key[0] in _NAMED:
        return named._replace(start=own.start, end=own.end, is_pronoun=True)
    found = _description(walk, head)
    first = _told_before(walk, own, head)
    noun = head.lemma_.lower()
    if found and (first is None or found[0].is_rather(noun, walk.cast[first.key])):
        first = found[0].mention
    first = first or _told_in_full(walk, own)
    return own if first is None else _meaning(own, first)


def _told_in_full(walk: _Walk, own: Mention) -> Mention | None:
    """Return the one body whose name ends in these words: "the sheriff's office"."""
    words = _lemmas(walk, own.start, own.end)
    is_the = words[:1] == ["the"] or (
        own.start and walk.scene.tokens[own.start - 1].lower_ == "the"
    )
    words = words[words[:1] == ["the"] :]
    if not is_the or len(words) < FULL:
        return None
    bodies = [one.mention for one in walk.cast.values() if one.key[0] == "organisation"]
    named = [m for m in bodies if not m.is_common and m.end - m.start > len(words)]
    told = {m.key: m for m in named if _lemmas(walk, m.start, m.end)[-len(words) :] == words}
    return next(iter(told.values())) if len(told) == 1 else None


def _meaning(own: Mention, first: Mention) -> Mention:
    """Return the words as ones that mean who was named first."""
    return own._replace(key=first.key, name=first.name, gender=first.gender, is_pronoun=True)
