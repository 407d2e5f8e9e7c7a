"""What people of the invented county say in coaching sessions: our own words, and no name, place or number in them."""

NOTES = (
    "We went through the last visit step by step and looked for the moment when the parents began to talk.",
    "The questions came easier this time. We tried two openings aloud and kept one of them.",
    "We read the notes together and marked what the family had said in their own words.",
    "A week with a lot of court time. We kept it short and chose one thing to try.",
    "We drew the map of the family’s network on paper and found one person nobody had asked yet.",
    "We practiced how to ask a hard question and then wait.",
    "What went well came first: the plan was written with the family and not for them.",
    "We looked at how to say what we are worried about without big words.",
    "We talked about the team meeting and how to bring the children’s view into it.",
    "Two ways to explain the purpose, side by side. The shorter one felt right.",
    "We planned the next home visit and who speaks first in it.",
    "The last step worked in one visit and not in the other. We compared the two.",
)
WORKING_WELL = (
    "The parents said in the last visit that they feel heard.",
    "The questions are written down beforehand, and the talk no longer follows a form.",
    "An aunt and a neighbor came along because the family had asked them.",
    "The children’s drawings were the first thing on the table.",
    "Worry and danger were told apart, in words everybody could repeat.",
    "There was time to wait for an answer.",
)
# By who said it: what will be done until they meet again.
OF_WORKER = (
    "Try the new opening in the next home visit",
    "Ask the family whom they would call on a hard day",
    "Write the worry in one sentence and read it back to the parents",
    "Bring one map to the next coaching session",
    "Ask each child what they would like to be different",
    "End the next visit with the question what helped",
    "Show the team how we drew the network",
)
OF_COACH = (
    "Send the page with the three questions",
    "Find an example of a plan in the family’s words",
    "Sit in on one team meeting",
    "Ask for a room with a whiteboard",
)
PRACTICED = (
    "A first phone call, as a role play, with the roles changed halfway.",
    "Reading a statement aloud and taking out every word nobody uses at home.",
    "Drawing the house with the rooms of worries, good things and dreams.",
    "Asking a scaling question and then one more about it.",
)
PLACES = ("Small meeting room", "By video", "At the office, by the window", "On the way to a visit")
