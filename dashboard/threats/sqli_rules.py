"""What SQL looks like that a value brings with it."""

from __future__ import annotations

from dashboard.threats.rules import rule, rules_of

_LITERAL = (
    r"(?:[-+~!]?\s?\d+(?:\.\w*)?(?:\(\d*\))?|n?'[^']{0,60}'?|\"[^\"]{0,60}\"?|null|true|false)"
)
_COMPARE = r"(?:<=>|[<>!]?=|<>|<|>|\blike\b|\brlike\b|\bregexp\b|\bis\b|\bin\b|\bbetween\b)"
# Boundaries stand behind first letters: where a pattern begins with letters, the search for them
# takes a tenth of the time.
_LOGIC = r"(?:x(?<=\bx)or\b|o(?<=\bo)r\b|a(?<=\ba)nd\b|\|\||&&|h(?<=\bh)aving\b|w(?<=\bw)here\b)"
_WORDS = ("or", "and", "||", "&&", "having", "where")

# What stands behind SELECT in SQL, and hardly in "select a size".
_SELECTED = (
    r"[(*@'\"]|\d{1,9}\s{0,4}(?:[,)#;]|--|$)|(?:distinct|top|null|case)\b|[\w.]{1,40}\s{0,3}[(,]"
)

THREAT_TYPE = "sql_injection"

RULES = rules_of(
    THREAT_TYPE,
    rule(
        "union-select",
        r"\bunion\b\s{1,20}(?:all\s{1,20}|distinct\s{1,20})?\(*\s{0,6}select(?:\b|char)",
        "critical",
        0.95,
        needs=("union",),
    ),
    rule(
        "union-select-values",
        r"\bunion\b\s{1,20}(?:all\s{1,20}|distinct\s{1,20})?\(*\s{0,6}select\s{1,20}"
        r"(?:null|@@|['\"]|\d{1,9}\s{0,6}(?:,|--|\#|$)|char\()",
        "critical",
        0.97,
        in_prose=True,
        needs=("union",),
    ),
    rule(
        "tautology",
        rf"{_LOGIC}[\s(]{{0,9}}(?:not\s{{1,6}})?{_LITERAL}[\s)]{{0,9}}{_COMPARE}[\s(]{{0,9}}{_LITERAL}",
        needs=("=", "<", ">", "like", "regexp", "is", "in", "between"),
        also=_WORDS,
    ),
    rule(
        "tautology-after-quote",
        rf"['\"][\s)]{{0,9}}(?:\bx?or\b|\band\b|\|\||&&)[\s(!~+-]{{0,9}}(?:not\s{{1,6}})?"
        rf"(?:['\"]?[\w.@%\s]{{0,40}}['\"]?[\s)]{{0,9}}(?:{_COMPARE}|[&^*/|]\s{{0,6}}['\"])"
        r"|(?:true|1|not\s{1,6}false)\b\s{0,6}(?:--|\#|/\*|$|;|\)))",
        "critical",
        0.95,
        in_prose=True,
        needs=(
            "'",
            '"',
        ),
        also=("or", "and", "||", "&&"),
    ),
    rule(
        "same-name-compared",
        r"(?:^|[=\d'\")])\s{0,6}\bx?(?:or|and)\b\s{1,6}\(?(?P<name>\w{1,20})\s{0,6}(?:=|like)\s{0,6}(?P=name)\b",
        score=0.85,
        needs=(
            "=",
            "like",
        ),
        also=("or", "and"),
    ),
    rule(
        "logic-then-true",
        r"(?:^|[=\d'\")\s])\s{0,6}(?:\bx?or\b|\band\b|\|\|)[\s(]{1,9}(?:true|\d+)\s{0,6}(?:--|\#|/\*|;)",
        score=0.85,
        needs=(
            "--",
            "#",
            "/*",
            ";",
        ),
        also=("or", "and", "||"),
    ),
    rule(
        "quote-operator-quote",
        r"(?:^|=)\s{0,6}['\"]\s{0,6}(?:[-&^*+|/%=<>]|<>|\|\||&&)\s{0,6}['\"]\s{0,6}(?:$|&|--|\#)|'\s{0,6}=\s{0,6}'(?!\w)|'='|''=''"
        r"|(?:^|=)'='|=0--",
        score=0.7,
        needs=(
            "'",
            '"',
            "=0--",
        ),
    ),
    rule(
        "comment-after-quote",
        r"['\"][\s)]{0,9}(?:;?\s{0,6}--(?:[\s{1,6}-]|$)|\#\s{0,6}$|/\*|;\s{0,6}(?:--|\#|\x00))",
        "medium",
        0.75,
        needs=(
            "--",
            "#",
            "/*",
            ";",
        ),
    ),
    rule(
        "conditional",
        r"(?:^|=|[\d'\")\s])if\s{0,6}\(\s{0,6}\d+\s{0,6}=\s{0,6}\d+\s{0,6}\)\s{0,6}(?:select|waitfor|drop)\b",
        score=0.9,
        in_prose=True,
        needs=("if",),
        also=("select", "waitfor", "drop"),
    ),
    rule(
        "order-by-number",
        r"(?:^|[=\s'\")\d])(?:order|group)\s{1,20}by\s{1,20}\(?\d{1,6}\s{0,6}(?:--|\#|,|;|/\*|\)|$)",
        "medium",
        0.8,
        needs=("by",),
        also=("order", "group"),
    ),
    rule(
        "stacked",
        r";\s{0,6}(?:drop\s{1,9}(?:table|database|user|view|index)|(?:insert|merge)\s{1,9}into"
        r"|delete\s{1,9}from|update\s{1,9}[\w.\"`\[\]]{1,60}\s{1,9}set|exec(?:ute)?[\s(]{1,9}"
        r"(?:master|xp_|sp_|immediate|@|')|declare\s{1,9}@|shutdown\b|truncate\s{1,9}table"
        r"|alter\s{1,9}(?:table|user|login)|create\s{1,9}(?:table|user|function|login)"
        r"|select\b[^;]{1,120}?\b(?:from|sleep|into)\b|select\s{1,9}(?:pg_sleep|@@|version)"
        r"|grant\s{1,9}\w+|copy\s{1,9}\w+)",
        "critical",
        0.95,
        in_prose=True,
        needs=(";",),
    ),
    rule(
        "delay",
        r"\bwaitfor\s{1,20}(?:delay|time)\b|(?<![.\w])(?:pg_sleep|benchmark|sleep)\s{0,6}\(\s{0,6}['\"_\d(]"
        r"|\brandomblob\s{0,6}\(|dbms_(?:pipe\.receive_message|lock\.sleep)|generate_series\s{0,6}\(\s{0,6}1\s{0,6},",
        "critical",
        0.9,
        needs=(
            "waitfor",
            "sleep",
            "benchmark",
            "randomblob",
            "dbms_",
            "generate_series",
        ),
    ),
    rule(
        "delay-in-condition",
        r"(?:['\"][\s)]{0,9};?|\b(?:and|or)\b[\s(]{0,9}(?:\d+\s{0,6}=\s{0,6})?)\s{0,6}(?:waitfor\s{1,20}delay"
        r"|(?:pg_sleep|benchmark|sleep)\s{0,6}\()",
        "critical",
        0.96,
        in_prose=True,
        needs=(
            "waitfor",
            "sleep",
            "benchmark",
        ),
    ),
    rule(
        "error-function",
        r"\b(?:extractvalue|updatexml|gtid_subset|xmltype|load_file|make_set|elt|name_const"
        r"|row_count|procedure\s{1,9}analyse|json_keys|ctxsys\.drithsx\.sn|exp\(~)\s{0,6}\("
        r"|\butl_(?:inaddr|http|smtp|file)\b|\bctxsys\b|\bdbms_\w+\."
        r"|\bconvert\s{0,6}\(\s{0,6}(?:int|signed)\b|\bcast\s{0,6}\(.{1,60}\bas\s{1,9}(?:int|numeric|signed)"
        r"|\binto\s{1,20}(?:out|dump)file\b|\bxp_(?:cmdshell|reg\w+|dirtree)|\bsp_(?:oacreate|password)"
        r"|\b(?:char|chr|unhex|ascii|substring|substr|mid|ord)\s{0,6}\(\s{0,6}(?:\d{1,3}|0x|@@|\(?select)",
        score=0.85,
        needs=(
            "(",
            "utl_",
            "ctxsys",
            "dbms_",
            "outfile",
            "dumpfile",
            "xp_",
            "sp_",
        ),
    ),
    rule(
        "catalogue",
        r"\binformation_schema\b|\bsys(?:objects|columns|databases|users)\b|\bpg_(?:catalog|shadow|user)\b"
        r"|\bsqlite_master\b|\b(?:all|user|dba)_(?:tables|tab_columns|users|role_privs|objects)\b"
        r"|\bmysql\.user\b|\bv\$version\b|\bmsysaccessobjects\b|@@(?:version|hostname|datadir|spid)",
        score=0.85,
        needs=(
            "information_schema",
            "sysobjects",
            "syscolumns",
            "sysdatabases",
            "sysusers",
            "pg_",
            "sqlite_master",
            "_tab",
            "_users",
            "_role",
            "_objects",
            "mysql.",
            "$version",
            "msysaccess",
            "@@",
        ),
    ),
    rule(
        "subquery",
        rf"(?:{_LOGIC}|['\"(,]|\bif\b|\bexists\b)[\s(]{{0,20}}select\b\s{{0,9}}(?:{_SELECTED}|[^;]{{1,120}}\bfrom\b)"
        rf"|(?:^|=)\s{{0,6}}select\b\s{{0,9}}(?:{_SELECTED})"
        r"|\b(?:and|or)\b\s{1,6}(?:not\s{1,6})?exists\s{0,6}\(|\bselect\b[^;]{0,80}\bfrom\b[^;]{0,80}\b(?:(?:where|limit)\s{1,6}[\w\'\"(]|dual\b)"
        r"|(?:^|=)\s{0,6}(?:select\s.{1,60}\sfrom\s{1,6}[\w.]+\s{0,6}(?:--|\#|;|$)|insert\s{1,6}into\s|delete\s{1,6}from\s|drop\s{1,6}table\s)",
        score=0.85,
        needs=("select", "insert", "delete", "drop", "exists"),
    ),
    rule(
        "quote-concatenation",
        r"['\"]\s{0,6}(?:\|\||\+)\s{0,6}\(?\s{0,6}(?:select\b|if\s{0,6}\(|case\s{1,6}when|[a-z_.]{2,40}\s{0,6}\()"
        r"|(?:^|[=\d'\"\s])\s{0,6}\+?if\s{0,6}\([^,]{1,60},[^,]{0,40},|\bcase\s{1,9}when\b.{1,80}\bthen\b"
        r"|\b(?:and|or)\b\s{1,6}(?:if|ascii|length|user|substr|char_length)\s{0,6}\("
        r"|['\"][\s)]{0,9}(?:and|or)\s{1,6}[\w.]{1,30}\s{0,6}\(",
        score=0.85,
        needs=("(", "case", "select"),
        also=("||", "+", "if", "case", "or", "and"),
    ),
    rule(
        "pattern-after-quote",
        r"['\"]\s{0,6}(?:or|and|having|where|group\s{1,6}by|order\s{1,6}by|like|limit|union|select|insert|update"
        r"|delete|drop|exec|into|is\s{1,6}null|procedure)\b(?!\s{0,6}['\"]\s{0,6}\w)\s{0,6}(?:[\d@(;%*=-]|\s['\"]|$|\w+\s{0,6}(?:--|\#|=)"
        r"|\w+\s{1,6}(?:is|like|in)\b)",
        score=0.75,
        needs=(
            "'",
            '"',
        ),
    ),
    rule(
        "hex-or-char-string",
        r"(?:\bchar\(\d{2,3}\)\s{0,6}(?:\+|\|\||,)\s{0,6}){2}|=\s{0,6}0x[0-9a-f]{8,}",
        score=0.8,
        in_prose=True,
        needs=("char(", "0x"),
    ),
)
