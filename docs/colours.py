"""The colours of the program's own pages: ink on white, and one hue that deepens from stage to stage."""

INK, INK_2, INK_3 = "#1b1b1b", "#3d4551", "#565c65"
LINE, SOFT, EDGE, HATCHED = "#d9d6cf", "#e8e5de", "#71767a", "#c9c5bb"
COACH, SELF, GOAL = "#162e51", "#7b3470", "#005ea2"
TINTS, TOPS = ("#edf4fb", "#d5e5f5", "#b5d0ec"), ("#346fa6", "#1f5a9a", "#163a6b")
