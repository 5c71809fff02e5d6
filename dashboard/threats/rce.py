"""Command injection, code injection and template injection."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.threats.hit import Hit
from dashboard.threats.inspected import Inspected
from dashboard.threats.rules import best, each_surface, rule, rules_of
from dashboard.threats.surface import Surface

THREAT_TYPE = "command_injection"

_COMMAND = (
    r"(?:(?:/(?:usr/)?(?:local/)?s?bin/)?(?:cat|ls|id|whoami|uname|wget|curl|nc|ncat|netcat|bash|sh|zsh|ksh|csh|ping"
    r"|perl|python[23]?|ruby|php|sleep|ifconfig|ipconfig|netstat|net|nslookup|dig|echo|printf|touch|rm|mv|cp|chmod"
    r"|chown|kill|ps|pwd|dir|type|tftp|ftp|telnet|ssh|scp|base64|xxd|awk|sed|tail|head|less|more|nl|tac|rev|sort"
    r"|env|export|set|find|grep|locate|which|mkfifo|systeminfo|hostname|reg|powershell|pwsh|cmd|certutil|bitsadmin"
    r"|mshta|rundll32|wmic|tasklist|vol|ver|lynx|fetch|crontab|useradd|adduser|passwd|su|sudo|dd|tar|eval|exec|timeout"
    r"|w|who|last|df|mount|finger|arp|route|traceroute|tracert|uptime|gcc|make|mail|xterm|start|del|copy|md|system)"
    r"(?:\.exe)?)"
)
_PATH = r"(?:[\w.~$%*?{}]{0,30}/[\w./*?-]{1,80}|%\w+%|[a-z]:\\|\\\\)"

RULES = rules_of(
    THREAT_TYPE,
    rule(
        "chained-command",
        rf"(?:[;|\n`]|&&|\|\||\$\(|%0a|\\n|<\(|>\(|(?:^|[=\s])&\s?|\{{)\s{{0,6}}\(?\s{{0,6}}[\"']?{_COMMAND}"
        r"(?:[\s;|&`)$<>+,}\"'/]|$|\\n|%)",
        "critical",
        0.85,
        needs=(";", "|", "\n", "`", "&&", "$(", "%0a", "\\n", "<(", ">(", "&", "{"),
    ),
    rule(
        "chained-command-on-a-file",
        rf"(?:[;|`]|&&|\$\()\s{{0,6}}{_COMMAND}\s{{1,9}}(?:-\w{{1,9}}\s{{1,9}})?(?:/etc/|/bin/|/tmp/|https?://|\d+\.\d+\.\d+\.\d+)",
        "critical",
        0.95,
        needs=(
            ";",
            "|",
            "`",
            "&&",
            "$(",
        ),
    ),
    rule(
        "program-path",
        r"(?:[;|&`$(=\n'\"{>]|\\n|%0a|^)\s{0,6}/(?:usr/)?(?:local/)?s?bin/[a-z]",
        "critical",
        0.9,
        needs=("bin/",),
    ),
    rule(
        "shellshock",
        r"\(\s{0,6}\)\s{0,6}\{[^}]{0,40}\}\s{0,6};",
        "critical",
        0.98,
        in_prose=True,
        needs=("{",),
        also=(")",),
    ),
    rule(
        "jndi",
        r"\$\{\s{0,6}(?:jndi|lower|upper|env|sys|java|ctx|date|main|bundle|::-\w)\s{0,6}:",
        "critical",
        0.98,
        in_prose=True,
        needs=("${",),
    ),
    rule(
        "shell-substitution",
        r"`\s{0,6}[a-z/][\w./ -]{0,60}`|\$\(\s{0,6}[`(a-z/][^)]{0,80}\)|\$\{ifs\}|\$ifs\b|\$\{\w+[:%#/]",
        "high",
        0.8,
        needs=(
            "`",
            "$",
        ),
    ),
    rule(
        "windows-command",
        r"(?:[|;]|&&)\s{0,6}(?:type|dir|net|copy|del|reg)\s{1,9}(?:[a-z]:|%\w+%|\\|user|localgroup|view|start)"
        r"|\bcmd(?:\.exe)?\s{1,9}/[ck]\b|\bpowershell(?:\.exe)?\s{1,9}-|%systemroot%|%comspec%|%programfiles%",
        "critical",
        0.9,
        needs=(
            "type",
            "dir",
            "net",
            "copy",
            "del",
            "reg",
            "cmd",
            "powershell",
            "%",
        ),
        also=("|", ";", "&&", "cmd", "powershell", "%"),
    ),
    rule(
        "code-call",
        r"(?:^|[;=({'\"|&`$<.\s\\}])@?(?:system|exec|shell_exec|passthru|popen|proc_open|pcntl_exec|eval|assert"
        r"|phpinfo|phpversion|preg_replace|create_function|call_user_func\w*|base64_decode|file_get_contents"
        r"|include|require(?:_once)?|print|echo|die|sleep|usleep|os\.system|os\.popen|subprocess\.\w+|__import__"
        r"|runtime\.getruntime|getruntime|processbuilder)\s{0,6}\(\s{0,6}(?:['\"$\d`/)]|chr|base64|\\)",
        "high",
        0.75,
        needs=("(",),
    ),
    rule(
        "python-internals",
        r"__(?:class|globals|builtins|import|subclasses|mro|base|bases|init|dict|code|getattribute|reduce)__"
        r"|\|\s{0,6}attr\s{0,6}\(|\.mro\s{0,6}\(|\.subclasses\s{0,6}\(|_templatereference__|\blipsum\b|\bcycler\b|\bjoiner\b"
        r"|[\[.]\s{0,6}[\"']?(?:__)?(?:mro|subclasses)\b|_nsattr__",
        "critical",
        0.9,
        needs=(
            "__",
            "attr",
            "mro",
            "subclasses",
            "_templ",
            "lipsum",
            "cycler",
            "joiner",
        ),
    ),
    rule(
        "template",
        r"\{\{[^}]{0,120}?(?:\d\s{0,6}[*+/-]\s{0,6}['\"]?\d|['\"\[(]|config|request|self|settings|app\b|session|dump|this"
        r"|constructor|_self|env\b|get_flashed|url_for|\$|@|=)|\{%[^%]{0,80}(?:\d\s{0,6}\*|import|include|for\s|if\s|set\s|debug|load)"
        r"|(?:\$|\#|\*|@|~)\{+\s{0,6}(?:[^}]{0,60}?(?:\d\s{0,6}[*+/-]\s{0,6}['\"]?\d|\(|self|t\(|class|runtime|system|env|request|session|application)|\d)"
        r"|<%=?\s{0,6}[^%]{0,80}(?:\d\s{0,6}[*+/-]\s{0,6}\d|system|exec|`|file|dir|import|response|request|eval|puts|print|open|self|os)"
        r"|\#set\s{0,6}\(|\#evaluate|\#include|<\#assign|\?new\(\)|@\([^)]{0,40}\d\s{0,6}[-*+/]\s{0,6}\d|\{\{\s{0,6}\}|\{\$?(?:smarty|php)\b"
        r"|\[\[\s{0,6}[$*\#@]?\{|\{\d+\s{0,6}\*\s{0,6}\d+\}|\{php\}|\{\{.{1,60}\|\s{0,6}(?:map|filter|sort|reduce|safe|e)\b",
        "critical",
        0.85,
        needs=(
            "{",
            "<%",
            "#",
            "@(",
            "?new",
            "[[",
        ),
    ),
    rule(
        "expression-language",
        r"\bt\s{0,6}\(\s{0,6}java\.|java\.lang\.|java\.util\.|\.getclass\s{0,6}\(|\.forname\s{0,6}\(|ognl\.|@java|\#_memberaccess"
        r"|class\.module\.classloader|\.constructor\s{0,6}\(|process\.(?:mainmodule|binding|env)|require\s{0,6}\(\s{0,6}['\"]child_process"
        r"|freemarker\.template|new\s{1,6}java\.|@ognl",
        "critical",
        0.9,
        needs=(
            "java.",
            ".getclass",
            ".forname",
            "ognl.",
            "@java",
            "#_memberaccess",
            "class.module",
            ".constructor",
            "process.",
            "require",
            "freemarker.",
            "@ognl",
        ),
        also=(".", "@", "#", "("),
    ),
    rule(
        "code-markup",
        r"<\?(?:php|=)|<%\s{0,6}(?:eval|execute|response)|<!--\s{0,6}\#\s{0,6}(?:exec|include|echo|printenv|config)|<!entity[^>]{0,80}system",
        "critical",
        0.9,
        needs=("<",),
    ),
    rule(
        "shell",
        r"/bin/(?:ba|z|k|c|tc|da)?sh\b|\b(?:nc|ncat|netcat)\b\s{1,9}-[a-z]{1,6}\b",
        "critical",
        0.9,
        needs=("/bin/", "nc", "netcat"),
        also=("/bin/", "-"),
    ),
    rule(
        "leading-separator",
        r"(?:^|=)\s{0,6}(?:;|\|\|?|&&)\s{0,6}[a-z]{2,20}(?:\s|$)",
        "medium",
        0.6,
        needs=(
            ";",
            "|",
            "&&",
        ),
    ),
    rule(
        "redirect-to-file",
        rf"(?:[>]{{1,2}}|<)\s{{0,6}}{_PATH}|/dev/(?:tcp|null|random|zero)|(?:\||;)\s{{0,6}}{_PATH}",
        "high",
        0.75,
        needs=(
            ">",
            "<",
            "|",
            ";",
            "/dev/",
        ),
    ),
    rule(
        "separators-around-word",
        rf"(?:^|[=\w'\")$])[;|&)\s]{{0,9}}[;|&\n]\s{{0,6}}{_COMMAND}\s{{0,6}}[;|&\n)]*\s{{0,6}}$",
        "high",
        0.7,
        needs=(
            ";",
            "|",
            "&",
            "\n",
        ),
    ),
)


def _look(surface: Surface) -> Hit | None:
    return best(RULES, surface)


def detect(inspected: Inspected) -> Iterator[Hit]:
    """Commands, code and templates that a server would run."""
    for hit in each_surface(inspected, _look, skip=("header cookie", "header host")):
        # A User-Agent has semicolons and brackets of its own.
        if hit.where != "header user-agent" or hit.score >= 0.9:
            yield hit
