"""The whole policy as two tables: what each person may open, and what each may change.

They are written by hand from the promises and read line by line; `tests.access.people` says who everybody is.
"""

from tests.access.people import PEOPLE

# yes: the page opens (200). -: it is as if there were no such page (404). no: refused in a sentence (403).
# over: the time for it is over (409). on: the person is sent on to another page of the own (303).
# in: the person is asked to sign in (303, or 401 for a change, so that nothing typed is lost).
PAGES = """
    # What everybody has
                                                wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /                                           yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /people                                     yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    -    -    yes  yes  in   in   in
    /caseload                                   -    yes  yes  yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    yes  in   in   in
    /my-practice                                on   -    -    -    -    on   on   on   on   on   -    -    -    -    -    -    on   -    in   in   in
    /my-account                                 yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /who-opened-my-record                       yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /my-reminders                               yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /sign-in                                    on   on   on   on   on   on   on   on   on   on   on   on   on   on   on   on   on   on   yes  yes  yes
    /sign-in/time-left                          yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
    /forgotten-password                         yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
    /links/{link-of-wren}                       yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
    /links/{nothing}                            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
    /stop-mail/{stop-of-wren}                   yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
    /stop-mail/{nothing}                        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
    /calendar/{calendar-of-wren}.ics            yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
    /calendar/{nothing}.ics                     -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
    /healthz                                    yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
    /readyz                                     yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
    /who-sees-what                              yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes

    # What is published
                                                wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /profiles                                   yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /profiles/sop                               yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /profiles/nowhere                           -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /profiles/sop/safety-mapping                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /profiles/sop/safety-mapping/paper          yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in

    # The page of a person
                                                wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /workers/{wren}                             yes  yes  yes  -    -    -    -    -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /workers/{wren}?{step}                      yes  yes  yes  -    -    -    -    -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /workers/{ash}                              -    yes  -    -    -    yes  -    -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /workers/{lee}                              -    yes  -    -    yes  -    yes  -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /workers/{sol}                              -    -    -    yes  -    -    -    yes  -    -    -    -    yes  -    -    -    -    -    in   in   in
    /workers/{mona}                             -    yes  -    -    -    -    -    -    yes  -    -    -    yes  -    -    -    -    -    in   in   in
    /workers/{sue}                              -    -    -    -    -    -    -    -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /workers/{cora}                             -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{otto}                             -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /workers/{nothing}                          -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{wren}/summary                     yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{wren}/summary?{step}              yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{ash}/summary                      -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{lee}/summary                      -    -    -    -    yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{sol}/summary                      -    -    -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{mona}/summary                     -    yes  -    -    -    -    -    -    yes  -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{otto}/summary                     -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /workers/{nothing}/summary                  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in

    # Assessments: a draft is its author's alone; a submitted one belongs to worker and coach of that time
                                                wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /workers/{wren}/assessments                 yes  yes  yes  -    -    -    -    -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /workers/{ash}/assessments                  -    yes  -    -    -    yes  -    -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /workers/{lee}/assessments                  -    yes  -    -    yes  -    yes  -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /workers/{sol}/assessments                  -    -    -    yes  -    -    -    yes  -    -    -    -    yes  -    -    -    -    -    in   in   in
    /workers/{mona}/assessments                 -    yes  -    -    -    -    -    -    yes  -    -    -    yes  -    -    -    -    -    in   in   in
    /workers/{otto}/assessments                 -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /workers/{nothing}/assessments              -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{wren}/assessments/new?{profile}   yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{lee}/assessments/new?{profile}    -    -    -    -    yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{sol}/assessments/new?{profile}    -    -    -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{otto}/assessments/new?{profile}   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /assessments/{theos-of-wren}                yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-of-april}               yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-wren}                yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-of-october}             yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-ash}                 -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-lee}                 -    yes  -    -    yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{lees-own}                     -    yes  -    -    yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{alis-of-lee}                  -    -    -    -    yes  -    yes  -    -    -    -    yes  -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-mona}                -    yes  -    -    -    -    -    -    yes  -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{sols-own}                     -    -    -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{dees-of-sol}                  -    -    -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{pias-of-sol}                  -    -    -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{sues-own}                     -    -    -    -    -    -    -    -    -    yes  -    -    -    -    -    -    -    -    in   in   in
    /assessments/{olgas-of-otto}                -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /assessments/{coras-draft}                  -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-draft}                  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{nothing}                      -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-draft}/review           -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-draft}/review           yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-wren}/review         -    on   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{nothing}/review               -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in

    # Versions: whoever had left by then finds the one of that time and no trace of the next
                                                wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /assessments/{coras-amended}                yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-amended:new}            yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-withdrawn}              yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{lees-amended}                 -    yes  -    -    yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{lees-amended:new}             -    -    -    -    yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-wren:new}            -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-wren:new}/review     -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-amended:new}/withdrawal no   yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-amended}/withdrawal     no   over -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{lees-amended}/withdrawal      -    no   -    -    no   -    over -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-withdrawn}/withdrawal   over no   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{alis-of-lee}/withdrawal       -    -    -    -    yes  -    no   -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{nothing}/withdrawal           -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /amendments/{request-of-cora}               -    -    -    -    -    -    -    -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /amendments/{nothing}                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in

    # Pairs: while one is sealed, whoever has not rated is led from the assessment to the pair
                                                wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /assessments/{wrens-sealed}                 yes  on   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-sealed}                 -    yes  -    -    -    on   -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:wrens-sealed}                  yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:coras-sealed}                  -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:coras-of-wren}                 yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:wrens-withdrawn}               yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:theos-of-wren}                 yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:coras-of-lee}                  -    yes  -    -    -    -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:dees-of-sol}                   -    -    -    -    -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:olgas-of-otto}                 -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /pairs/{nothing}                            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in

    # Goals
                                                wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /workers/{wren}/goals                       yes  yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{ash}/goals                        -    yes  -    -    -    yes  -    -    -    -    yes  -    -    -    -    -    -    -    in   in   in
    /workers/{lee}/goals                        -    yes  -    -    yes  -    yes  -    -    -    -    yes  -    -    -    -    -    -    in   in   in
    /workers/{sol}/goals                        -    -    -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{mona}/goals                       -    yes  -    -    -    -    -    -    yes  -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{otto}/goals                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /workers/{nothing}/goals                    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{wren}/goals/new?{step}            yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{sol}/goals/new?{step}             -    -    -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{otto}/goals/new?{step}            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /goals/{goal-of-wren}                       yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-ash}                        -    yes  -    -    -    yes  -    -    -    -    yes  -    -    -    -    -    -    -    in   in   in
    /goals/{past-of-ash}                        -    yes  -    -    -    yes  -    -    -    -    yes  -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-lee}                        -    -    -    -    yes  -    yes  -    -    -    -    yes  -    -    -    -    -    -    in   in   in
    /goals/{goal-of-sol}                        -    -    -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-otto}                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /goals/{nothing}                            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-wren}/review                yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-ash}/review                 -    yes  -    -    -    yes  -    -    -    -    no   -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-otto}/review                -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /goals/{nothing}/review                     -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in

    # The shelf: everybody who coaches, is coached or supervises in the agency, and coaches what waits or is to be taken off;
    # everybody what they gave themselves
                                                wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /shelf                                      yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    -    -    yes  yes  in   in   in
    /shelf?{step}                               yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    -    -    yes  yes  in   in   in
    /shelf/waiting                              -    yes  yes  yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    yes  in   in   in
    /shelf/waiting/{gift-waiting}               -    yes  yes  yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /shelf/waiting/{gift-approved}              -    yes  yes  yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /shelf/waiting/{nothing}                    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /shelf/own                                  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /goals/{past-of-ash}/gift                   -    -    -    -    -    yes  -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{past-of-sol}/gift                   -    -    -    -    -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{past-of-otto}/gift                  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    in   in   in
    /goals/{goal-of-ash}/gift                   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{nothing}/gift                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{past-of-sol}                        -    -    -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{past-of-otto}                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in

    # Coaching sessions: what was written is of the instant of closing, and until then of planning
                                                wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /workers/{wren}/coaching-sessions           yes  yes  yes  -    -    -    -    -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /workers/{ash}/coaching-sessions            -    yes  -    -    -    yes  -    -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /workers/{lee}/coaching-sessions            -    yes  -    -    yes  -    yes  -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /workers/{sol}/coaching-sessions            -    -    -    yes  -    -    -    yes  -    -    -    -    yes  -    -    -    -    -    in   in   in
    /workers/{otto}/coaching-sessions           -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /workers/{nothing}/coaching-sessions        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{wren}/coaching-sessions/new       yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{sue}/coaching-sessions/new        -    -    -    -    -    -    -    -    -    no   -    -    -    -    -    -    -    -    in   in   in
    /workers/{otto}/coaching-sessions/new       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /coaching-sessions/{session-of-wren}        yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-theo}        yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-lee}         -    yes  -    -    yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-sol}         -    -    -    -    -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-otto}        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /coaching-sessions/{session-ahead}          yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-late}           -    yes  -    -    yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{nothing}                -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-ahead}/plan     yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-wren}/plan   on   on   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-theo}/plan   on   -    on   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{nothing}/plan           -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-ahead}/closing  yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-late}/closing   -    no   -    -    no   -    no   -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{nothing}/closing        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-ahead}/sheet    on   on   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-late}/sheet     -    on   -    -    on   -    on   -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{nothing}/sheet          -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in

    # Agreements: those who stand in one, and the administrators of the agency
                                                wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /agreements                                 yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    -    yes  yes  yes  in   in   in
    /agreements/new                             -    yes  yes  yes  yes  -    -    -    -    -    -    -    -    -    -    yes  -    yes  in   in   in
    /agreements/{theo-wren}                     yes  -    yes  -    -    -    -    -    -    yes  -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{cora-wren}                     yes  yes  -    -    -    -    -    -    -    yes  -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{cora-ash}                      -    yes  -    -    -    yes  -    -    -    -    yes  -    -    -    -    yes  -    -    in   in   in
    /agreements/{cora-lee}                      -    yes  -    -    -    -    yes  -    -    yes  -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{ali-lee}                       -    -    -    -    yes  -    yes  -    -    -    -    yes  -    -    -    yes  -    -    in   in   in
    /agreements/{dee-sol}                       -    -    -    -    -    -    -    yes  -    -    -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{pia-sol}                       -    -    -    yes  -    -    -    yes  -    -    -    -    yes  -    -    yes  -    -    in   in   in
    /agreements/{cora-mona}                     -    yes  -    -    -    -    -    -    yes  -    -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{olga-otto}                     -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /agreements/{draft-of-ash}                  -    -    -    yes  -    yes  -    -    -    yes  -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{nothing}                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /agreements/{cora-wren}/edit                no   over -    -    -    -    -    -    -    no   -    -    -    -    -    over -    -    in   in   in
    /agreements/{draft-of-ash}/edit             -    -    -    yes  -    no   -    -    -    no   -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{nothing}/edit                  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /agreements/{cora-wren}/pauses/{pause}      yes  yes  -    -    -    -    -    -    -    no   -    -    -    -    -    no   -    -    in   in   in
    /agreements/{theo-wren}/pauses/{pause}      -    -    -    -    -    -    -    -    -    no   -    -    -    -    -    no   -    -    in   in   in
    /agreements/{cora-ash}/pauses/{pause}       -    -    -    -    -    -    -    -    -    -    no   -    -    -    -    no   -    -    in   in   in
    /agreements/{nothing}/pauses/{pause}        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in

    # The administrator's pages
                                                wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /agency                                     -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    yes  in   in   in
    /agency/units                               -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    yes  in   in   in
    /agency/units/{north}                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    -    in   in   in
    /agency/units/{west}                        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  in   in   in
    /agency/accounts                            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    yes  in   in   in
    /agency/accounts/new                        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    yes  in   in   in
    /agency/accounts/{wren}                     -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    -    in   in   in
    /agency/accounts/{otto}                     -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  in   in   in
    /agency/accounts/{wren}/openings            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    -    in   in   in
    /agency/accounts/{otto}/openings            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  in   in   in
    /agency/accounts/{nothing}/openings         -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /agency/on-record                           -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    yes  in   in   in
    /agency/agreements                          -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    yes  in   in   in
    /agency/hours                               -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    yes  in   in   in
"""  # noqa: E501 - a table is read in lines

# yes: it is done, or said in a sentence what is to be put right. Behind the question mark stands what the form holds.
# Whoever has no role with the permission finds no such address; whoever reads a record and has no part in the change
# is refused in a sentence.
CHANGES = """
    # What concerns nobody else
                                                                            wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /sign-in?email=wren@example.org&password=wrong                          yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
    /sign-out                                                               yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /sign-in/renewal                                                        yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /forgotten-password?email=wren@example.org                              yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
    /links/{link-of-wren}?password=short                                    yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
    /links/{nothing}?password=four+more+plain+words                         -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -
    /my-account                                                             yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /my-account/sign-ins/{sign-in-of-wren}/end                              yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /my-account/sign-ins/{nothing}/end                                      -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /my-account/sign-ins/end-others                                         yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /my-reminders?pace=weekly                                               yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /my-reminders/calendar                                                  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /my-reminders/calendar/removal                                          yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in   in   in
    /stop-mail/{stop-of-wren}                                               yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
    /stop-mail/{nothing}                                                    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -

    # Assessments
                                                                            wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /workers/{wren}/assessments                                             yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{lee}/assessments                                              -    -    -    -    yes  -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{sol}/assessments                                              -    -    -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{otto}/assessments                                             -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /assessments/{coras-draft}                                              -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-draft}/elements/content                             -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-draft}/details                                      -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-draft}/submission                                   -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-draft}/removal                                      -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-draft}                                              yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-draft}/elements/content                             yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-draft}/details                                      yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-draft}/submission                                   yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-draft}/removal                                      yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-wren}                                            no   yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-wren}/elements/content                           no   yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-wren}/details                                    no   yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-wren}/submission                                 no   yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-wren}/removal                                    no   yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{alis-of-lee}/removal                                      -    -    -    -    yes  -    no   -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-sealed}                                             yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{nothing}/submission                                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in

    # Amendments and withdrawals
                                                                            wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /assessments/{coras-amended:new}/amendment                              no   yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-amended}/amendment                                  no   yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{lees-amended:new}/amendment                               -    -    -    -    no   -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{lees-amended}/amendment                                   -    no   -    -    no   -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-wren}/amendment                                  no   yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-of-wren:new}/submission                             -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{alis-of-lee}/amendment                                    -    -    -    -    yes  -    no   -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{nothing}/amendment                                        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{coras-amended:new}/withdrawal?confirm=yes                 no   yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{lees-amended:new}/withdrawal?confirm=yes                  -    -    -    -    no   -    yes  -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{wrens-withdrawn}/withdrawal?confirm=yes                   yes  no   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /assessments/{nothing}/withdrawal                                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /amendments/{request-of-cora}/decision?answer=approve                   -    -    -    -    -    -    -    -    -    yes  yes  yes  -    -    -    -    -    -    in   in   in
    /amendments/{request-of-cora}/removal                                   -    yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /amendments/{nothing}/decision?answer=decline                           -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /amendments/{nothing}/removal                                           -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in

    # Pairs
                                                                            wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /pairs/{pair:wrens-sealed}/opening?confirm=yes                          yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:wrens-sealed}/answers                                      yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:coras-of-wren}/opening?confirm=yes                         yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:coras-of-wren}/answers                                     yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:coras-of-wren}/answers/next                                yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:theos-of-wren}/answers                                     no   -    no   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{pair:coras-of-lee}/answers/next                                 -    no   -    -    -    -    no   -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /pairs/{nothing}/answers                                                -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in

    # Goals
                                                                            wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /workers/{wren}/goals?{step}                                            yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{sol}/goals?{step}                                             -    -    -    yes  -    -    -    yes  -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-wren}/confirmation?answer=confirm                       yes  no   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-wren}/withdrawal                                        no   yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-wren}/removal                                           yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-wren}/review?ending=achieved                            yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-ash}/confirmation?answer=confirm                        -    no   -    -    -    yes  -    -    -    -    no   -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-ash}/review?ending=achieved                             -    yes  -    -    -    yes  -    -    -    -    no   -    -    -    -    -    -    -    in   in   in
    /goals/{goal-of-lee}/review?ending=achieved                             -    -    -    -    yes  -    yes  -    -    -    -    no   -    -    -    -    -    -    in   in   in
    /goals/{nothing}/review                                                 -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in

    # The shelf
                                                                            wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /goals/{past-of-ash}/gift?text=Again                                    -    -    -    -    -    yes  -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{past-of-otto}/gift?text=A+card                                  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    in   in   in
    /goals/{past-of-ash}/gift/removal                                       -    -    -    -    -    yes  -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{nothing}/gift                                                   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /goals/{nothing}/gift/removal                                           -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /shelf/waiting/{gift-waiting}/decision?answer=approve                   -    yes  yes  yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /shelf/waiting/{gift-waiting}/decision?answer=send-back&wish=More       -    yes  yes  yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /shelf/waiting/{gift-approved}/decision?answer=take-off&wish=More       -    yes  yes  yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /shelf/waiting/{nothing}/decision?answer=approve                        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in

    # Coaching sessions
                                                                            wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /workers/{wren}/coaching-sessions                                       yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /workers/{sue}/coaching-sessions                                        -    -    -    -    -    -    -    -    -    no   -    -    -    -    -    -    -    -    in   in   in
    /workers/{otto}/coaching-sessions                                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /coaching-sessions/{session-ahead}/plan?go=cancel&revision=7            yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-wren}/plan                               yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-theo}/plan?go=cancel                     no   -    no   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-ahead}/sheet                                yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-late}/sheet                                 -    no   -    -    no   -    no   -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-ahead}/sheet/agenda                         yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-lee}/sheet/agenda                        -    no   -    -    no   -    no   -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-ahead}/sheet/note                           yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-wren}/sheet/private?part-private=x       yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-otto}/sheet/note                         -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /coaching-sessions/{session-of-wren}/private?part-private=x             yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-lee}/private                             -    no   -    -    no   -    no   -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-otto}/private                            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  yes  in   in   in
    /coaching-sessions/{nothing}/private                                    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-ahead}/closing?minutes=60                   yes  yes  -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{session-of-theo}/closing?minutes=60                 no   -    no   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{nothing}/plan                                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{nothing}/sheet                                      -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{nothing}/sheet/note                                 -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /coaching-sessions/{nothing}/closing                                    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /commitments                                                            yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  -    -    -    -    -    -    yes  yes  in   in   in

    # Agreements
                                                                            wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /agreements                                                             -    yes  yes  yes  yes  -    -    -    -    -    -    -    -    -    -    yes  -    yes  in   in   in
    /agreements/{draft-of-ash}                                              -    -    -    yes  -    no   -    -    -    no   -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{draft-of-ash}/removal                                      -    -    -    yes  -    yes  -    -    -    yes  -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{draft-of-ash}/signature?number=1&earlier=nothing           -    -    -    yes  -    yes  -    -    -    yes  -    -    -    -    -    no   -    -    in   in   in
    /agreements/{cora-wren}                                                 no   yes  -    -    -    -    -    -    -    no   -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{cora-wren}/removal                                         yes  yes  -    -    -    -    -    -    -    yes  -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{cora-wren}/signature?number=1&earlier=all                  yes  yes  -    -    -    -    -    -    -    yes  -    -    -    -    -    no   -    -    in   in   in
    /agreements/{cora-wren}/end?go=now                                      yes  yes  -    -    -    -    -    -    -    no   -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{cora-ash}/sharing?go=narrow&level=activity                 -    yes  -    -    -    yes  -    -    -    -    yes  -    -    -    -    no   -    -    in   in   in
    /agreements/{cora-ash}/sharing?go=offer&level=ratings&supervisor={gus}  -    yes  -    -    -    yes  -    -    -    -    no   -    -    -    -    no   -    -    in   in   in
    /agreements/{cora-ash}/sharing?go=take-back                             -    yes  -    -    -    yes  -    -    -    -    yes  -    -    -    -    no   -    -    in   in   in
    /agreements/{cora-ash}/end?go=now                                       -    yes  -    -    -    yes  -    -    -    -    no   -    -    -    -    yes  -    -    in   in   in
    /agreements/{ali-lee}/sharing?go=narrow&level=activity                  -    -    -    -    yes  -    yes  -    -    -    -    yes  -    -    -    no   -    -    in   in   in
    /agreements/{theo-wren}/end?go=now                                      yes  -    yes  -    -    -    -    -    -    no   -    -    -    -    -    yes  -    -    in   in   in
    /agreements/{nothing}/removal                                           -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /agreements/{nothing}/signature                                         -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /agreements/{nothing}/sharing?go=take-back                              -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /agreements/{nothing}/end?go=now                                        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /agreements/{cora-wren}/rhythm?months=2&from_month=2026-12              yes  yes  -    -    -    -    -    -    -    no   -    -    -    -    -    no   -    -    in   in   in
    /agreements/{theo-wren}/rhythm?months=2&from_month=2026-12              yes  -    yes  -    -    -    -    -    -    no   -    -    -    -    -    no   -    -    in   in   in
    /agreements/{nothing}/rhythm                                            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /agreements/{cora-wren}/pauses?first_day=2026-12-01                     yes  yes  -    -    -    -    -    -    -    no   -    -    -    -    -    no   -    -    in   in   in
    /agreements/{nothing}/pauses                                            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /agreements/{cora-wren}/pauses/{pause}?first_day=2026-12-22             yes  yes  -    -    -    -    -    -    -    no   -    -    -    -    -    no   -    -    in   in   in
    /agreements/{cora-ash}/pauses/{pause}?first_day=2026-12-22              -    -    -    -    -    -    -    -    -    -    no   -    -    -    -    no   -    -    in   in   in
    /agreements/{cora-wren}/pauses/{pause}/removal                          yes  yes  -    -    -    -    -    -    -    no   -    -    -    -    -    no   -    -    in   in   in
    /agreements/{theo-wren}/pauses/{pause}/removal                          -    -    -    -    -    -    -    -    -    no   -    -    -    -    -    no   -    -    in   in   in

    # The administrator's changes
                                                                            wren cora theo pia  ali  ash  lee  sol  mona sue  gus  rae  stan lana rex  ada  otto olga anon dee  exp
    /agency/units                                                           -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    yes  in   in   in
    /agency/units/{north}                                                   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    -    in   in   in
    /agency/units/{west}                                                    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  in   in   in
    /agency/accounts                                                        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    yes  in   in   in
    /agency/accounts/{wren}                                                 -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    -    in   in   in
    /agency/accounts/{otto}                                                 -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  in   in   in
    /agency/accounts/{wren}/password                                        -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    -    in   in   in
    /agency/accounts/{wren}/link                                            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    -    in   in   in
    /agency/accounts/{otto}/link                                            -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  in   in   in
    /agency/accounts/{wren}/closing                                         -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    -    in   in   in
    /agency/accounts/{wren}/reopening                                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    -    in   in   in
    /agency/accounts/{wren}/positions                                       -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    -    in   in   in
    /agency/accounts/{wren}/positions/{place-of-wren}/end                   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    yes  -    -    in   in   in
    /agency/accounts/{otto}/positions/{place-of-wren}/end                   -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
    /agency/accounts/{nothing}/closing                                      -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    -    in   in   in
"""  # noqa: E501 - a table is read in lines

IN_ADDRESSES = {"profile": "profile=safety-mapping", "step": "profile=safety-mapping&element=stakeholders"}

# Who reads which words: every text that somebody wrote holds a sentence that is nowhere else. `:own` are a goal's own
# words, `:why` its reasons, `:back` the look back at it; `:said` is what somebody would do
# after a coaching session, and `:private` its coach's private note; `pair:` is what two wrote as answers to the three
# questions.
_ANSWERS = {f"pair:coras-of-wren:{question}" for question in ("working-well", "worried", "next")}
# Versions with their reasons. Why Cora asks to amend her rating of July stands on no page before it is approved.
_CHANGED = {"coras-amended", "coras-amended:new", "coras-amended:why", "wrens-withdrawn", "wrens-withdrawn:why"}
_OF_LEE = {"lees-amended", "lees-amended:new", "lees-amended:why"}
_GOAL_OF_WREN = {"goal-of-wren", "goal-of-wren:own", "goal-of-wren:why"}
_GOALS_OF_ASH = {"goal-of-ash", "goal-of-ash:own", "past-of-ash", "past-of-ash:own"}
_WHY_OF_ASH = {"goal-of-ash:why", "past-of-ash:why", "past-of-ash:back"}
_GOAL_OF_LEE = {"goal-of-lee", "goal-of-lee:own", "goal-of-lee:why"}
_GOAL_OF_SOL = {"goal-of-sol", "goal-of-sol:own", "goal-of-sol:why"}
_SESSION_OF_WREN = {
    "session-of-wren", "session-of-wren:said", "session-ahead", "session-ahead:said", "session-of-theo:said",
}  # fmt: skip
_SESSIONS_OF_LEE = {"session-of-lee", "session-of-lee:said", "session-late", "session-late:said"}
_GOAL_OF_OTTO = {"goal-of-otto", "goal-of-otto:own", "goal-of-otto:why"}
_PAST_OF_SOL = {"past-of-sol", "past-of-sol:own", "past-of-sol:why", "past-of-sol:back"}
_PAST_OF_OTTO = {"past-of-otto", "past-of-otto:own", "past-of-otto:why", "past-of-otto:back"}
# On the shelf stands a text of Sol's for everybody; one of Ash's waits for a coach.
_SHELF, _WAITS = {"gift-approved"}, {"gift-approved", "gift-waiting"}
READS: dict[str, set[str]] = dict.fromkeys(PEOPLE, set()) | {
    "wren": {"theos-of-wren", "wrens-of-april", "coras-of-wren", "wrens-of-october", "wrens-draft", "wrens-sealed"}
    | {"sign-in-of-wren", "session-of-theo"} | _SESSION_OF_WREN | _CHANGED | _ANSWERS | _GOAL_OF_WREN | _SHELF,
    # What Ash and she rate alone in November is sealed; of Lee she keeps what was written until Ali came.
    "cora": {"coras-of-wren", "wrens-of-october", "coras-draft", "coras-of-ash", "coras-sealed", "coras-of-lee"}
    | {"lees-own", "lees-amended", "coras-of-mona", "coras-of-wren:new"}
    # Private notes are her own; Theo's are nobody's, and what Wren told him she would do is not Cora's to know.
    | _SESSION_OF_WREN - {"session-of-theo:said"} | _SESSIONS_OF_LEE
    | {f"session-{of}:private" for of in ("of-wren", "ahead", "of-lee", "late")}
    | _CHANGED | _ANSWERS | _GOAL_OF_WREN | _GOALS_OF_ASH | _WHY_OF_ASH | _WAITS,
    "theo": {"theos-of-wren", "wrens-of-april", "session-of-theo", "session-of-theo:said", "session-of-theo:private"}
    | _WAITS,
    # Of what was before her she has points alone.
    "pia": {"pias-of-sol"} | _GOAL_OF_SOL | _PAST_OF_SOL | _WAITS,
    "ali": {"coras-of-lee", "lees-own", "alis-of-lee"} | _SESSIONS_OF_LEE | _OF_LEE | _GOAL_OF_LEE | _WAITS,
    "ash": {"coras-of-ash"} | _GOALS_OF_ASH | _WHY_OF_ASH | _WAITS,
    "lee": {"coras-of-lee", "lees-own", "alis-of-lee"} | _SESSIONS_OF_LEE | _OF_LEE | _GOAL_OF_LEE | _SHELF,
    "sol": {"sols-own", "dees-of-sol", "pias-of-sol", "session-of-sol", "session-of-sol:said"}
    | _GOAL_OF_SOL | _PAST_OF_SOL | _SHELF,
    "mona": {"coras-of-mona"} | _SHELF,
    "sue": {"sues-own"} | _SHELF,
    # Goals in words, and neither their reasons nor the look back.
    "gus": _GOALS_OF_ASH | _SHELF,
    "rae": {"alis-of-lee"} | _GOAL_OF_LEE | _SHELF,
    "stan": _SHELF,
    "otto": {"olgas-of-otto", "session-of-otto", "session-of-otto:said"} | _GOAL_OF_OTTO | _PAST_OF_OTTO,
    "olga": {"olgas-of-otto", "session-of-otto", "session-of-otto:said", "session-of-otto:private"}
    | _GOAL_OF_OTTO | _PAST_OF_OTTO,
}  # fmt: skip

# Whose name stands on somebody's pages. A coach who drafts finds workers and supervisors, and no other coach.
_OF_THE_UNIT = "wren ash lee sue gus rae"
_CANDIDATES = "wren ash lee sol mona sue gus rae stan"
KNOWS = {
    "wren": "wren cora theo sue gus rae",
    # She is told who else reads, and so of Theo; nobody tells a former coach of what came after.
    "cora": f"cora theo {_CANDIDATES}",
    "theo": f"theo {_CANDIDATES}",
    "pia": f"pia dee {_CANDIDATES}",
    "ali": f"ali cora {_CANDIDATES}",
    "ash": "ash cora pia sue gus rae",
    "lee": "lee cora ali sue gus rae",
    "sol": "sol dee pia stan",
    "mona": "mona cora sue stan",
    "sue": f"cora theo ali pia {_OF_THE_UNIT}",
    "gus": f"cora theo ali {_OF_THE_UNIT}",
    "rae": f"cora theo ali {_OF_THE_UNIT}",
    "stan": "stan sol mona cora dee pia",
    "lana": "lana",
    "rex": "rex",
    "ada": f"ada cora theo pia ali dee lana rex {_CANDIDATES}",
    "otto": "otto olga",
    "olga": "otto olga",
    "anon": "",
    "dee": "",
    "exp": "",
}
# Whose e-mail address: the own one, and for an administrator that of the account that is open.
WRITES_TO = {person: {person} for person in PEOPLE[:18]} | {"ada": {"ada", "wren"}, "olga": {"olga", "otto"}}


def rows(table: str) -> dict[str, dict[str, str]]:
    """Address to person to answer, from the lines of a table."""
    lines = [line.split() for line in table.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    answers = [line for line in lines if tuple(line) != PEOPLE]
    assert all(len(line) == len(PEOPLE) + 1 for line in answers), "A line of the table lacks somebody."
    assert len({line[0] for line in answers}) == len(answers), "A line stands twice."
    return {line[0]: dict(zip(PEOPLE, line[1:], strict=True)) for line in answers}
