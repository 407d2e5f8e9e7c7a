"""Addresses, dates and numbers by which a person or a case is known.

Every repeat has an end, so that a long note stays quick to read.
"""

from app.guard.kinds import SpotKind
from app.guard.rule import Rule, rule

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_OF_MONTH = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d{2}"
_DAY_AND_MONTH = rf"{_MONTH} {_OF_MONTH}(?:st|nd|rd|th)?|{_OF_MONTH}(?:st|nd|rd|th)?(?: of)? {_MONTH}"
_DIGITS_OF_DATE = rf"{_OF_MONTH} ?(?P<sep>[/.-]) ?{_OF_MONTH} ?(?P=sep) ?(?:{_YEAR}|\d{{2}})"

_STREET = (
    r"(?:Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Circle|Cir|Place|Pl|Terrace|Ter|Way"
    r"|Parkway|Pkwy|Highway|Hwy|Trail|Loop|Square|Alley)"
)
_STATE = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]"
    r"|W[AIVY])"
)
_CASE_WORD = (
    r"(?:case|file|referral|docket|court|petition|hotline|intake|incident|report|client|person|record|MRN|CMS|Medi-Cal"
    r"|Medicaid|badge|plate|policy|booking|jail|inmate|student|state|license|licence|passport)"
)
_NUMBER_WORD = r"(?: (?:number|no|num|nr|id)\b\.?| ?#| ID:?)"
# A run of digits and capitals with a digit in it, in up to seven pieces.
_NUMBERED = r"(?-i:(?:[A-Z]{1,5}[- ]?)?\d[\dA-Z]{0,19}(?:[-/][\dA-Z]{1,12}|(?<=\d) \d{2,8}){0,6})"
# By itself a number of a case has four digits or more, and is no year.
_LONG = r"(?=(?:[A-Z]{0,5}[- ]?)(?:\d[-/A-Z]{0,3}){4})(?!(?:19|20)\d{2}(?![\w-]))"

# What an earlier rule has found, the later ones leave alone.
RULES: tuple[Rule, ...] = (
    rule(SpotKind.EMAIL, r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", needs_digit=False),
    rule(
        SpotKind.EMAIL,
        r"\b[\w.+-]{1,64} ?\(?(?:@| at )\)? ?[\w-]{2,40} ?(?:\.| dot ) ?(?:com|org|net|edu|gov|us)\b",
        needs_digit=False,
    ),
    rule(SpotKind.SOCIAL_SECURITY, r"\b\d{3}-\d{2}-\d{4}\b"),
    rule(
        SpotKind.SOCIAL_SECURITY,
        r"\b(?:SSN|social security(?: number)?|social)\b[^\d\n]{0,20}(?P<spot>\d[\d -]{2,12}\d)\b",
    ),
    rule(SpotKind.DATE, rf"(?<![\d/.-]){_DIGITS_OF_DATE}(?![\d/-])"),
    rule(SpotKind.DATE, rf"(?<![\d-]){_YEAR}(?P<sep>[/.-])(?:0?[1-9]|1[0-2])(?P=sep){_OF_MONTH}(?![\d-])"),
    rule(SpotKind.DATE, rf"\b(?:{_DAY_AND_MONTH}),? {_YEAR}\b"),
    rule(
        SpotKind.DATE,
        rf"\b(?:born|birthday|birth ?date|birth|d\.?o\.?b\.?)\b[^.\d\n]{{0,24}}?"
        rf"(?P<spot>(?:{_DAY_AND_MONTH})|{_MONTH},? {_YEAR}|\d{{1,2}}/(?:{_YEAR}|\d{{1,2}}))\b",
    ),
    rule(SpotKind.PHONE, r"(?<![\d-])(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]\d{4}(?![\d-])"),
    rule(SpotKind.PHONE, r"(?<![\d-])(?:\+?1)?[2-9]\d{9}(?![\d-])"),
    rule(SpotKind.PHONE, r"(?<![\d-])[2-9]\d{2}[-.]\d{4}(?![\d-])"),
    rule(SpotKind.ADDRESS, r"\bP\.? ?O\.? Box \d{1,8}\b"),
    rule(
        SpotKind.ADDRESS,
        rf"\b\d{{1,6}}(?:-\d{{1,4}}|[A-D])? (?:(?:[NSEW]\.?|North|South|East|West) )?"
        rf"(?:[A-Z0-9][\w’'.-]{{0,24}} ){{1,3}}{_STREET}\b\.?",
        any_case=False,
    ),
    # In small letters a street is one only where somebody is said to be at it.
    rule(
        SpotKind.ADDRESS,
        r"(?:\b(?:at|on|to|lives?|address|addr)|@):? (?P<spot>\d{1,6} (?:[\w’']{1,20} ){1,3}"
        r"(?:street|st|avenue|ave|boulevard|blvd|road|rd|lane|ln)\b)",
    ),
    rule(SpotKind.ADDRESS, r"\b(?:apartment|apt|suite|space|trailer)\.? ?(?:#|no\.? )? ?\d{1,5}[A-Z]?\b"),
    rule(SpotKind.ADDRESS, r"(?:\b(?:into|at|in)|,) (?P<spot>unit ?# ?\d{1,5}[A-Z]?)\b"),
    rule(SpotKind.ADDRESS, r"(?:\b(?:into|at)|,) (?P<spot>unit ?\d{1,5}[A-Z]?)\b"),
    rule(
        SpotKind.ADDRESS,
        r"\b(?:[A-Z][\w’'-]{1,24} ){1,2}(?:Street|Avenue|Ave|Boulevard|Blvd|Road|Rd|Lane|Ln)\b\.?",
        any_case=False,
        needs_digit=False,
    ),
    rule(SpotKind.ADDRESS, rf"(?:[A-Z][a-z]{{1,20}},? )?\b{_STATE},? \d{{5}}(?:-\d{{4}})?\b", any_case=False),
    rule(
        SpotKind.CASE_NUMBER, rf"\b{_CASE_WORD}s?{_NUMBER_WORD}[ :]{{0,2}}(?:is |was )?(?P<spot>{_NUMBERED})(?![\w-])"
    ),
    rule(SpotKind.CASE_NUMBER, rf"\b{_CASE_WORD}:? (?P<spot>{_LONG}{_NUMBERED})(?![\w-])"),
    # 22JV01234, CW20418, JD-103322, and the plate 7ABC123; a bill or a year with letters before it is none.
    rule(SpotKind.CASE_NUMBER, r"\b\d{2}[A-Z]{1,4}-?\d{3,12}[A-Z]?\b|\b\d[A-Z]{3}\d{3}\b", any_case=False),
    rule(SpotKind.CASE_NUMBER, r"\b(?!AB|SB|FY|CY|SY|ACL)[A-Z]{1,4}-?\d{4,12}[A-Z]?\b", any_case=False),
    # J24-00113, STK-JV-DP-2024-0000455, 22-DP-1187, 53-2024-JV-00017, 24-01877, 0312-4471-9902-1183764.
    rule(SpotKind.CASE_NUMBER, r"\b[A-Z]{1,4}(?:-[A-Z]{1,4}){0,3}-?\d{2,4}-\d{3,8}[A-Z]?\b", any_case=False),
    rule(SpotKind.CASE_NUMBER, r"(?<![\w$-])\d{2,4}(?:-\d{4})?-[A-Z]{1,4}-\d{3,8}(?![\w-])", any_case=False),
    rule(SpotKind.CASE_NUMBER, r"(?<![\w$-])\d{2}-(?:\d{4,8}|0\d{2})(?![\w-])"),
    rule(SpotKind.CASE_NUMBER, r"(?<![\w$-])(?!(?:19|20)\d\d-(?:19|20)\d\d\b)\d{3,4}-\d{4,8}(?![\w-])"),
    rule(SpotKind.CASE_NUMBER, r"(?<![\w$-])\d{2,4}(?:-\d{3,8}){2,4}(?![\w-])"),
    rule(SpotKind.CASE_NUMBER, r"(?<![\w$.,-])\d{6,20}(?![\w,-])"),
)
