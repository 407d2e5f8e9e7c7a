"""Names where the words around them say that they are one. A bare first name is not found, on purpose.

Whoever reads a note knows a name where it stands alone. A rule would need a list of names: it would find "Grace" and
"Hope" in every second sentence, and the names of some families and not of others.
"""

import re
from collections.abc import Callable

from app.guard.kinds import SpotKind
from app.guard.rule import Rule, Span, rule

# Words that start with a capital and are nobody's name, in the places where a name is looked for.
_NOT_NAMES = """
    A Ad After All Also Am An And Another Any Are As Asked Asks At Because Before Both But Can Could Did Do Does
    During Each Either Every For From Had Has Have He Her Here His How I If In Is It Just Last May My Neither New No
    Nobody Not Nothing Now Of Old On One Only Or Other Our Please Said Same Says She Should So Some Still Than That
    The Their Then There These They This Those Today Together Tomorrow Two Was We Were What When Where Which While
    Who Whole Why Will With Would Yes Yesterday You Your First Second Third Next Monday Tuesday Wednesday Thursday
    Friday Saturday Sunday January February March April June July August September October November December
    Christmas Easter Thanksgiving Halloween Ramadan Child Children Kid Kids Baby Boy Girl Youth Family Families Mom
    Mommy Dad Daddy Mother Father Grandma Grandmother Grandpa Grandfather Aunt Auntie Uncle Brother Sister Parent
    Parents Partner Partners Worker Workers Coach Supervisor Mr Mrs Ms Mx Miss Dr Social Judge Attorney Director
    Chief Manager Administrator General Deputy Officer Mentor Advocate Advocacy Safety Harm Danger Risk Worry
    Worries Three House Houses Wizard Wizards Fairy Fairies Network Networks Map Mapping Emergent Accomplished
    Distinguished Stage Stages Point Points Level Goal Goals Content Purpose Context Stakeholders Stakeholder
    Reflection Group Agreement Agreements Desired Outcome Outcomes Step Steps Statement Statements Quick Guide
    Practice Profile Profiles Perspective Element Elements Indicator Question Questions Scaling Signs Circle Circles
    Motivational Solution Bottom Plan Planning Week Weeks Month Day Room Unit Page Version Chapter Court County
    School Team Meeting Services Service Welfare Juvenile Dependency Protective Development Education Support Care
    Health Center Council Program Connection Connections Placement Law Act Home Homes Abuse Head Start Wraparound
    Engagement Resource Box Zoom Teams Medi Facebook Instagram Google American African Afghan Arabic Asian Black
    White Brown Catholic Chinese Christian Cherokee Cuban Deaf English Filipino Filipina French German Guatemalan
    Haitian Hawaiian Hindu Hispanic Hmong Honduran Indian Indigenous Iranian Irish Italian Japanese Jewish Karuk
    Korean Latina Latino Latine Mexican Mixtec Mixteco Mormon Muslim Native Navajo Ohlone Pacific Pomo Portuguese
    Punjabi Russian Salvadoran Samoan Sikh Somali Spanish Syrian Tongan Tribal Ukrainian Vietnamese Yurok Adoptive
    Blended Foster Kinship Mixed Adult Adults Aftercare Agency Aims Appreciative Approach Approaches Arrange Array
    Ask Assess Assessment Assessments Barriers Based Be Behaviorally Behaviors Bring Build California Call Case
    Cases Certification Check Clear Codes Collaboration Collaborative Commitment Communicate Communication Community
    Complete Complicating Comprehensive Consistent Consult Consultation Continuous Counsel Courageous Critical
    Cultural Culture Data Decisions Delivery Department Descriptive Developmental Disabilities Document Emerging
    Encourage Engage Enhanced Enhancing Equitable Explain Explore Factors Field Final Find Finding Five Focus Follow
    Form Framework Full Go Growth Guiding Hard Help Helping Highlight Hold Humility Inform Information Informed
    Inquiry Integrating Integrative Intimate Invite Join Justice Keep Key Know Lead Learn Length Link Live Make
    Management Manual Meetings Mental Model Moving Nine Novice Openness Organized Ownership Partnerships Penal Plans
    Policy Practices Preservation Principles Priorities Progress Promote Protocols Published Racial Raise Redesign
    Relationships Resources Respond Responsiveness Review Safe Safely Science See Set Setting Share Shared Sharing
    Show Site Six Small Sound Speak Staff Stand Stay Strategies Strengths Stress Stronger Substance Supervision
    Supporting Supports Systems Take Talk Teaming Tell Terms Thinking Tool Tools Train Training Trauma Unsafe Use
    Values Violence Visit Visits Voice Voices Watch Well Work Zones
"""
_NOBODY = frozenset(_NOT_NAMES.split())
# San Jose is a place.
_BEFORE_PLACES = frozenset({"San", "Santa", "Los"})
# An apostrophe may stand in a name, and what follows it may belong to the sentence.
_FIRST = r"[A-ZÀ-Þ][a-zß-ÿ’'][A-Za-zÀ-ÿ’'-]{0,24}(?<![’'-])(?<![’']s)"
_NAME = rf"{_FIRST}(?: (?:(?:[Dd]e|[Ll]a|[Dd]el|[Vv]an|[Ll]os) ){{0,2}}{_FIRST}){{0,3}}"
_PERSON = (
    r"(?i:sons?|daughters?|child|kids?|kiddo|bab(?:y|ies)|infant|toddler|newborn|minor|teen|boys?|girls?|youth|brothers?"
    r"|sisters?|siblings?|twins?|mother|mom|mama|father|dad|parents?|(?:step|foster )(?:father|dad|mother|mom|parents?)"
    r"|grand(?:mother|ma|father|pa|parents?|son|daughter)|auntie|aunt|uncle|cousin|niece|nephew|boyfriend|girlfriend"
    r"|husband|wife|partner|neighbou?r|teacher|caregiver|guardian|landlord|friend|client|family of|gma|gpa|nana"
    r"|papa|bf|gf|[mp]g[mfp])"
)
_OF_SOMEBODY = (
    r"(?:mother|mom|mama|father|dad|parents?|grand(?:mother|ma|father|pa|parents)|aunt|uncle|sisters?|brothers?"
    r"|stepdad|stepfather|stepmom|foster (?:mother|father|parents?|mom|home)|caregivers?|teacher|therapist|school"
    r"|family|case|baby|son|daughter|children|kids|house|home)"
)
_TITLE = (
    r"(?:Miss|Señora|Señor|Sra|Sr|(?i:ms|mrs|mr|mx|dr|doctor|judge|officer|deputy|detective|attorney|pastor|therapist"
    r"|counselor))"
)
# What follows "her name is" and is no name, where nothing is written with a capital.
_NO_LOWER_NAME = (
    r"(?:a|an|also|always|already|and|at|by|even|for|from|hard|here|in|just|known|missing|never|no|nobody|not|now|of|off"
    r"|on|only|out|safe|so|still|the|there|to|too|up|what|wrong|[a-z]{2,12}(?:ed|en|ing|elt|ly|ten))\b"
)
# Written with full stops like the first letters of a name.
_NO_INITIALS = r"(?:U\. ?S|D\. ?C|L\. ?A|N\. ?A|U\. ?N|P\. ?O|I\. ?E|E\. ?G|A\. ?K|P\. ?S|I\. ?Q|I\. ?D|T\. ?V)\."


def _first_words(found: str) -> Span | None:
    """The name that these words begin with."""
    return _run(found, from_start=True)


def _last_words(found: str) -> Span | None:
    """The name that these words end with."""
    return _run(found, from_start=False)


def _all_words(found: str) -> Span | None:
    """The words, if all of them are a name."""
    whole = (0, len(found))
    return whole if _run(found, from_start=True) == whole else None


def _run(found: str, *, from_start: bool) -> Span | None:
    words = [match.span() for match in re.finditer(r"[^ ]+", found)]
    said = [found[start:end] for start, end in words]
    may = [
        word.partition("-")[0] not in _NOBODY
        and word not in _BEFORE_PLACES
        and (not at or said[at - 1] not in _BEFORE_PLACES)
        for at, word in enumerate(said)
    ]
    length = (may if from_start else may[::-1] + [False]).index(False) if not all(may) else len(may)
    run = words[:length] if from_start else words[len(words) - length :]
    return (run[0][0], run[-1][1]) if run else None


def _name(
    pattern: str, narrowed: Callable[[str], Span | None] | None = _first_words, *, needs_digit: bool = False
) -> Rule:
    return rule(SpotKind.NAME, pattern, any_case=False, needs_digit=needs_digit, narrowed=narrowed)


RULES: tuple[Rule, ...] = (
    _name(rf"\b[Nn]ames?(?:['’]s| is| was| are| were|:) (?P<spot>{_NAME})"),
    _name(rf"\b(?:named|called|nicknamed|goes by|AKA|aka) [“\"]?(?P<spot>{_NAME})"),
    _name(
        rf"\b(?:his|her|their|[a-z]{{2,12}}[’']?s) name is (?P<spot>(?!{_NO_LOWER_NAME})[a-z]{{2,16}})(?=[.,;]| and |$)"
    ),
    _name(rf"\b{_TITLE}\.? \(?(?P<spot>{_NAME})"),
    _name(r"(?<!and )\b(?:mr|mrs|ms)\.? (?!(?:and|is|or|was|in|the|to|of)\b)(?P<spot>[a-z]{3,16})\b"),
    # Her son Leo; mom (Ana Ruiz); and between commas, or where the sentence ends: the mom, Rosa, and her son is Leo.
    _name(
        rf"\b{_PERSON}(?::|(?P<aside>,| is| was))?(?: ?\( ?| )(?P<spot>{_NAME})(?(aside)(?=[,).]| and | who | but |$))"
    ),
    _name(rf"\b(?P<spot>{_NAME}|[A-Z]{{2}})['’]s? {_OF_SOMEBODY}\b", _last_words),
    _name(
        rf"\b[Tt]he (?P<spot>{_NAME}) (?:family|children|kids|siblings|boys|girls|case|twins|home|household)\b",
        _all_words,
    ),
    _name(
        rf"\b(?P<spot>{_NAME})(?:,? (?:age|aged) \d{{1,2}}\b| \((?:age )?\d{{1,2}}\)|, \d{{1,2}}(?=,))",
        _last_words,
        needs_digit=True,
    ),
    _name(rf"\b\d{{1,2}}[- ](?:year|month|week)s?[- ]old,? (?P<spot>{_NAME})", needs_digit=True),
    _name(rf"(?<![\w.])(?P<spot>(?!{_NO_INITIALS})[A-Z]\. ?[A-Z]\.(?: ?[A-Z]\.)?)(?!\w)", None),
)
