"""What is thrown. Bytes are what no text can be written as; each markup holds a mark by which it is found again."""

MARK = "xq9z"

POINTS = (
    "0", "10", "-1", "4.5", "4,5", "1e0", "0x5", "", " ", "null", "true", "[5]", '{"a":5}', "9" * 22, "NaN",
    "Infinity", "five", "٥", "５", "5\u200b", "05", "+5", "5.0", "5;6", "<5>",
)  # fmt: skip
DAYS = (
    "2024-02-30", "2023-02-29", "0000-01-01", "9999-12-31", "20240-01-01", "01/02/03", "1767225600", "2026-13-01",
    "2026-00-10", "2026-11-16T24:00", "24:00", "2026-W47-1", "20261116", "٢٠٢٦-١١-١٦", "２０２６-11-16", "5787-03-07x",
    "tomorrow", "-2026-11-16", "2026-11-16\u200b", "1e4-01-01", "2026-11-31", "NaN",
)  # fmt: skip
IDS = (
    "", "-1", "0", "1", "9" * 40, "x", "null", "00000000-0000-0000-0000-000000000000",
    "00000000-0000-0000-0000-00000000000g", "%7B%7D", "../../x", "' OR 1=1 --", "é", "\u202e",
)  # fmt: skip
NAMES = (
    "", "   ", "\u200b", "\u2066\u2069", "x" * 201, "x" * 10_001, "In\ntake", "In\r\nBcc: x@example.org", "In\x07take",
    "In\x85take", "\u202eekatnI", "In\u2028take", "In\u200btake", "In\ufefftake",
)  # fmt: skip
MARKUP = (
    f"<script>{MARK}()</script>", f"<img src=x onerror={MARK}>", f"<svg onload={MARK}>", f'"><b {MARK}>',
    f"'><b {MARK}>", f"</textarea><b {MARK}>", f"</title><b {MARK}>", f"</script><b {MARK}>", f"<a hx-get=/{MARK}>",
    f"<i data-hx-on:click={MARK}>", f"<!--{MARK}", f"<p style=color:red>{MARK}", f"<iframe src=//{MARK}>",
    f"<math><mi xlink:href=javascript:{MARK}>",
)  # fmt: skip
# What a template, a link or a formula might make something of. "1337" is seven times 191.
TEMPLATES = (
    f"{{{{7*191}}}} {MARK}", f"{{% for x in [1] %}}{MARK}{{% endfor %}}", f"${{7*191}} {MARK}", f"#{{7*191}} {MARK}",
    f"<%= 7*191 %> {MARK}", f"javascript:{MARK}()", f"![x](http://{MARK}.example/x.png)", f"[x](javascript:{MARK})",
    f"=cmd|'/c {MARK}'!A1", f"@SUM({MARK})", f"+{MARK}", f"%s%n%x {MARK}", f"{{{MARK}!r}}", f"%({MARK})s",
)  # fmt: skip
TEXTS = (
    "a\x00b", "a\x01\x02\x1bb", "a\x80\x85\x9fb", b"\xed\xa0\x80", b"\xff\xfe", b"\xc3", b"%", "\u202eright to left",
    "\u2066isolated", "\u200b\u200c\u200d", "e" + "\u0301" * 1000, "👩‍👩‍👧‍👦", "Cafe\u0301", "Café", "   ", "\r\n\r\n",
    "a\r\nSet-Cookie: x=1", "\ufeff", "\U000e0001", "ﷺ" * 50,
)  # fmt: skip
SQL = ("' OR '1'='1", '"; DROP TABLE unit; --', "%", "_", "*", "(a+)+$", "\\", "password_hash", "1; SELECT 1")
PATHS = (
    "//evil.example", "/\\evil.example", "https:evil.example", "%2f%2fevil.example", f"javascript:{MARK}", "../../x",
    "..%2f", "/etc/passwd", "CON", "x" * 300, "\t//evil.example", "/" + "x" * 5000,
)  # fmt: skip
NUMBERS = ("-1", "0", "1.0", "1e3", "9" * 30, "٠", "NaN", "", "x", "0x1", "null", "2147483648")

WORDS = MARKUP + TEMPLATES + TEXTS
ANY = MARKUP[:4] + TEMPLATES[:2] + TEXTS[:6] + SQL[:3] + PATHS[:4] + ("", "x" * 10_001, "-1", "9" * 30, "NaN", "true")
HEADERS = (
    {"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
    {"X-Forwarded-For": f"<script>{MARK}</script>"}, {"X-HTTP-Method-Override": "DELETE"}, {"Range": "bytes=0-1"},
    {"X-Original-URL": "/agency"}, {"Accept": "application/json"}, {"Accept-Language": MARK + "é"},
    {"Referer": f"https://evil.example/<script>{MARK}"}, {"HX-Request": "true", "HX-Request-Type": "partial"},
    {"HX-Request-Type": f'"><b {MARK}>'}, {"If-Modified-Since": "x"}, {"Content-Length": "0"},
    {"User-Agent": f"<script>{MARK}</script>"}, {"Transfer-Encoding": "chunked"}, {"Expect": "100-continue"},
)  # fmt: skip
METHODS = ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "HEAD", "PROPFIND")
