"""What was rated: every number here is made up, and every other number on the page is computed from these."""

from datetime import date

from app.statistics.scale import Scale

NINE = Scale(1, 9, (3, 6, 9))

RATERS = ("Cora", "Dana", "Eli", "Fay", "Gus")

# One row a case, one digit a rater, in the order of the names above.
CIRCLE = (
    "12221", "42134", "24421", "36433", "11221", "44544", "54464", "67686",
    "86667", "79789", "57876", "27565", "87767", "67678", "24543", "57566",
    "45475", "67886", "42345", "44635", "57656", "46555", "23233", "55664",
)  # fmt: skip

# Three people, twenty cases that were all much alike.
ALIKE = (
    "555", "555", "565", "555", "545", "555", "556", "555", "555", "455",
    "555", "565", "555", "555", "554", "555", "655", "555", "555", "555",
)  # fmt: skip

# Eight people on one case.
ONE_CASE = [3, 4, 4, 5, 5, 5, 6, 8]

# Who rated which case where two circles never met.
TWO_CIRCLES = {
    "Cora": ("1", "2", "3"),
    "Dana": ("2", "3", "4"),
    "Eli": ("1", "4"),
    "Fay": ("5", "6"),
    "Gus": ("5", "6", "7"),
}

# Workers in rows: three situations, each rated by two raters of its own.
SITUATIONS = "112233"
TWO_A_SITUATION = (
    "661344", "677888", "685776", "775567", "788998", "453464", "674564", "344745", "234413", "574644", "783455",
    "352244", "565456", "777997", "347888", "563577", "774577", "674434", "543344", "569867", "461145", "652356",
    "343346", "354666",
)  # fmt: skip
TO_SPEND = 12

# Wren's points from one coach on one element.
WREN_DAYS = [date(2026, month, day) for month, day in enumerate((14, 11, 11, 15, 13, 10, 15, 12), start=1)]
WREN_POINTS = [3, 3, 4, 3, 4, 5, 4, 5]
ASH_AT_THE_TOP = [6, 7, 7, 8, 7, 8, 8, 8]

# Lee's twenty months on one element.
LEE_POINTS = [3, 4, 3, 4, 3, 3, 4, 3, 4, 5, 5, 6, 5, 5, 4, 5, 6, 5, 5, 6]

# Points before and after a coaching agreement: one series that stood still before, and one that rose already.
LEVEL_BEFORE, LEVEL_AFTER = [3, 4, 3, 4, 3], [4, 5, 4, 5, 5, 6]
RISING_BEFORE, RISING_AFTER = [2, 3, 3, 4, 4], [5, 5, 6, 6, 7, 7]

# What an agency knows of its ratings: how far cases and raters differ and what is left, as variances in steps squared,
# and limits of how alike two ratings of one person are.
OF_CASES, OF_RATERS, LEFT = 1.575, 0.225, 0.45
RELIABILITY_LOW, RELIABILITY_HIGH, DOUBLE_RATED = 0.55, 0.82, 40
SMALL_MOVE, LARGE_MOVE = (4, 5), (3, 6)

# Twelve months of one worker's own points and the coach's.
SELF_POINTS = [5, 4, 5, 6, 5, 6, 6, 5, 6, 7, 6, 6]
COACH_POINTS = [4, 4, 4, 5, 5, 4, 5, 5, 5, 5, 6, 5]

# Eight monthly points of each of twelve people.
GROUP = {
    "Abe": "33343547", "Bea": "33344455", "Cal": "54556556", "Dee": "44442543", "Eve": "43445556", "Flo": "44445355",
    "Gil": "34334534", "Hal": "32324333", "Ida": "56555676", "Jon": "44334555", "Kim": "23233335", "Lou": "24453665",
}  # fmt: skip

# Month by month: how many of sixty people reached a stage, and how many were last seen without it.
COHORT, COHORT_MONTHS = 60, 12
REACHED = {2: 3, 3: 4, 4: 7, 5: 6, 6: 4, 7: 5, 8: 5, 9: 4, 10: 3, 11: 2, 12: 1}
LAST_SEEN = {7: 4, 10: 2, 12: 10}

# How many of how many, with names for them.
SHARES = ((14, 20), (70, 100), (0, 20))
THEN, NOW = (18, 40), (27, 42)
BAR = 0.75
BESIDE_THE_BAR = ((55, 60), (36, 60), (45, 60), (10, 10))
COVERED = (("North", 30, 38), ("South", 26, 38))
LISTS = (20, 40, 80, 150, 400)
POOLED, EACH, LIKENESS = 100, 5, 0.3

UNITS = ("Elm", "Fir", "Oak", "Yew")
STAGES = ("Emergent", "Accomplished", "Distinguished")
PEOPLE = ((3, 14, 12), (15, 18, 11), (12, 22, 16), (4, 19, 13))
NEARLY_ALL = (75, 84)
