"""Path traversal, and files that nobody is to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.threats.hit import Hit
from dashboard.threats.inspected import Inspected
from dashboard.threats.rules import best, each_surface, rule, rules_of
from dashboard.threats.surface import Surface

THREAT_TYPE = "path_traversal"

# Encodings that no decoder knows show by what repeats between the dots.
_UNKNOWN = re.compile(
    r"(?:(?:\.|%2e|%c0%ae|%252e){2}[^a-z./]{0,3}[%?][\w%?]{1,24}){2}"
    r"|(?:%\w{2}|%%){3}[\w%.]{0,60}(?:passwd|shadow|issue|hosts|\.ini)\b"
)

RULES = rules_of(
    THREAT_TYPE,
    rule(
        "parent-folders",
        r"(?:^|[/\\=\s\"'?:%.]|\w)\.{2,4}[/\\|]{1,4}[.\x00?\s]{0,2}\.{2,4}[/\\|]",
        "high",
        0.9,
        needs=("..",),
    ),
    rule(
        "parent-folder",
        r"(?:^|[/\\=&\"'?@:;|-]|^[^/]{0,30})\.\.+[?%\x00\s]{0,3}[/\\]+",
        "medium",
        0.75,
        needs=("..",),
    ),
    rule(
        "parent-to-system-file",
        r"\.\.[/\\][^\s\"']{0,200}(?:etc[/\\]|passwd|shadow|boot\.ini|win\.ini|win(?:dows|nt)[/\\]"
        r"|system32|\.ssh|\.htaccess|\.htpasswd|proc[/\\]self|web\.config|\.env\b|hosts\b)",
        "critical",
        0.97,
        in_prose=True,
        needs=("..",),
    ),
    rule(
        "odd-separators",
        r"(?=[./\\%02])(?:"
        r"(?:\.{2,4}(?:[%?][\w%?]{1,24}?|[0-9a-f]{2}|0x[0-9a-f]{2}|[^\w\s.,;)\"'!?]{1,4})){2}"
        r"|\.\.2f\w{1,30}2f|(?:2e2e|%2e%2e|0x2e0x2e)[^a-z]{1,6}|(?:\.[/\\]{1,4}){8}|(?:[/\\]\.{1,4}){4}"
        r"|(?:\.[\x00\W]{1,3}\.[\x00\W]{1,3}\\?){2}|[\\/]\.\\\.[\\/]|(?:\.+[/\\]+){4})",
        "high",
        0.8,
        needs=(
            ".",
            "2e",
        ),
    ),
    rule(
        "system-file",
        r"(?:^|[/\\=|:\s%\"'@`&\x00\[{}<>(.\ufffd]|[0-9][a-f])etc[/\\%]"
        r"(?:passwd|shadow|group|hosts|issue|fstab|sudoers|motd|crontab|mtab|ssh|ssl|httpd?|apache2?|nginx|php"
        r"|my(?:sql)?|resolv|profile|init|security|logrotate|samba|network|environ|exports|redhat"
        r"|version|release|vsftpd|proftp\w*|pure-ftpd|chrootusers|ftp\w*|cups|inetd|syslog|default|pam|rc|snmp|lilo|grub"
        r"|cron|ldap|mail|aliases|termcap|inittab|modules|lsb|debian|conf)"
        r"|etc(?:2f|0x2f|[/\\\ufffd%?][^a-z]{0,24})(?:passwd|shadow|issue|hosts)",
        "high",
        0.85,
        needs=("etc",),
    ),
    rule(
        "absolute-etc",
        r"(?:^|=)/{1,4}etc/\w",
        "high",
        0.8,
        needs=("/etc/",),
    ),
    rule(
        "log-or-home-file",
        r"(?:^|=|[/\\]\.\.?[/\\]+|\x00)/*(?:(?:[\w.-]+[/\\]){0,6}(?:error|access)[_.-]?log\b"
        r"|var[/\\](?:log|www|lib|mail|adm|run|spool|apache|cpanel|webmin|mysql|local)[/\\]\w"
        r"|usr[/\\](?:local|lib|etc|home|pkg|spool|ports|share)[/\\][\w./\\-]{0,80}(?:conf|log|\.ini|\.cnf|passwd|httpd|apache)"
        r"|opt[/\\][\w./\\-]{0,80}(?:conf|logs?|\.ini)\b|root[/\\]\.|home[/\\][\w./\\-]{1,60}[/\\]\."
        r"|(?:apache2?|xampp|lampp|php\d?|mysql|logs?|private|volumes|wamp)[/\\][\w./\\-]{0,80}"
        r"(?:\.conf|\.ini|\.log|\.cnf|_log)|(?:nt|tmp)[/\\][\w./-]{0,40}(?:log|sess))",
        "medium",
        0.7,
        needs=(
            "log",
            "var",
            "usr",
            "opt",
            "root",
            "home",
            "apache",
            "xampp",
            "lampp",
            "php",
            "mysql",
            "private",
            "volumes",
            "wamp",
            "nt",
            "tmp",
        ),
    ),
    rule(
        "hidden-file",
        r"(?:^|[/\\=.\x00])\.(?:htaccess|htpasswd|ssh[/\\]|bash_(?:history|rc|profile)|bashrc|mysql_history|rhosts"
        r"|netrc|git[/\\](?:config|head)|svn[/\\]|aws[/\\]|env(?:$|[.?&])|pgpass|npmrc|docker[/\\])",
        "high",
        0.85,
        needs=(
            ".ht",
            ".ssh",
            ".bash",
            ".mysql_",
            ".rhosts",
            ".netrc",
            ".git",
            ".svn",
            ".aws",
            ".env",
            ".pgpass",
            ".npmrc",
            ".docker",
        ),
    ),
    rule(
        "windows-file",
        r"boot\.ini\b|\bwin\.ini\b|\bsystem\.ini\b|win(?:dows|nt)[/\\\W]{1,6}system32|\bsystem32\b\W"
        r"|\brepair[/\\]sam\b|drivers[/\\\W]{1,6}etc|win(?:dows|nt)[/\\]{1,2}\w{0,20}[/\\]?[\w.]{0,20}\.(?:ini|log|dat|exe)"
        r"|\bphp\.ini\b|\bmy\.(?:ini|cnf)\b|\bhttpd\.conf\b|\bsysprep\.inf\b|\bweb\.config\b|\bglobal\.asa\b|\bpagefile\.sys\b",
        "high",
        0.8,
        needs=(
            ".ini",
            "system32",
            "windows",
            "winnt",
            ".cnf",
            ".conf",
            ".inf",
            ".config",
            ".asa",
            ".sys",
            "repair",
            "drivers",
        ),
    ),
    rule(
        "windows-drive",
        r"[a-z]:[/\\]{1,2}(?:windows|winnt|boot|inetpub|users|program|php|apache|xampp|mysql|wamp|nginx)",
        "high",
        0.8,
        needs=(":\\", ":/"),
        also=(
            "win",
            "boot",
            "inetpub",
            "users",
            "program",
            "php",
            "apache",
            "xampp",
            "mysql",
            "wamp",
            "nginx",
        ),
    ),
    rule(
        "process-file",
        r"(?:^|[/\\=])proc[/\\](?:self|version|cpuinfo|\d+|net|mounts|cmdline|sched)",
        "high",
        0.9,
        needs=("proc",),
    ),
    rule(
        "wrapper",
        r"\b(?:php|phar|expect|zip|glob|gopher|dict|jar|netdoc|ogg|rar|ldap)://|\bfile:/{1,3}|php://filter"
        r"|\bdata://text",
        "high",
        0.85,
        needs=(
            "php:",
            "phar:",
            "expect:",
            "zip:",
            "glob:",
            "gopher:",
            "dict:",
            "jar:",
            "netdoc:",
            "ogg:",
            "rar:",
            "ldap:",
            "file:",
            "data:",
        ),
    ),
    rule(
        "passwd-anywhere",
        r"[/\\]passwd\b(?![/\\]?(?:reset|change))|[/\\]shadow(?:\x00|$|~|-)|\{file\}",
        "medium",
        0.6,
        needs=(
            "passwd",
            "shadow",
            "{file}",
        ),
    ),
)


def _look(surface: Surface) -> Hit | None:
    hit = best(RULES, surface)
    if hit is None and "%" in surface.raw and not surface.is_prose:
        # Encodings that no decoder knows show by what repeats between the dots.
        if _UNKNOWN.search(surface.raw.lower()):
            excerpt = surface.raw[:240]
            return Hit(THREAT_TYPE, "high", 0.8, "unknown-encoding", surface.where, excerpt)
    return hit


def detect(inspected: Inspected) -> Iterator[Hit]:
    """Ways out of the folder, and names of files that hold secrets."""
    # A browser's Referer has the addresses of other sites.
    skip = ("header user-agent", "header referer", "header cookie", "header host")
    return each_surface(inspected, _look, skip, plain=True)
