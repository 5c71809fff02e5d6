"""Scanners: tools that say who they are, and paths that only a probe asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dashboard.threats.decoding import lowered
from dashboard.threats.hit import Hit, excerpt
from dashboard.threats.inspected import Inspected

THREAT_TYPE = "scanner"

# Names of tools for finding and using holes, as they stand in User-Agent headers.
_TOOLS = """
    absinthe acunetix appscan aquatone arachni arjun autogetcontent autosploit bewica bfac
    bilbo binaryedge blindelephant brutus bsqlbf burp burpcollaborator burpsuite caido
    censysinspect cgichk checkmarx cisco-torch clairvoyance cmseek cmsmap commix
    core-project corsy crackmapexec criminalip crimscanner crlfuzz crowbar dalfox datacha0s
    detectify dirb dirbuster dirhunt dirsearch dirstalk dnsrecon dotdotpwn droopescan
    eyewitness ezxss feroxbuster ffuf fhscan fierce fimap finalrecon floodgate ghauri
    gobuster goldeneye golismero gootkit gospider grabber graphql-cop graphw00f greenbone
    grendel gvm h2csmuggler hakrawler havij hexometer hostedscan httprecon httprobe httpx
    hydra immuniweb inql inspath interactsh internetmeasurement intruder ironwasp jaascois
    jaeles jbrofuzz joomlavs joomscan jorgee jwt_tool kiterunner kubehunter kxss l9explore
    l9scan l9tcpid leakix lfimap lfisuite libwhisker linkfinder loic magescan masscan
    massdns metasploit meterpreter metis morfeus mysqloit n-stalker n-stealth naabu nasl
    nessus netlab360 netsparker netsystemsresearch nettacker nexpose nikto nimbostratus nmap
    noseyparker nosqlmap nsauditor nuclei odysseus oneforall onyphe openvas osmedeus owasp
    pangolin paramspider paros parosproxy patator plecost pmafind pocsuite probely
    projectdiscovery proxystrike puredns qualys rapidscan ratproxy recon-ng rengine
    routersploit rustscan s.t.a.l.k.e.r sandcatcs scanbot secscan security.ipip
    securityheaders semgrep shodan shortscan shuffledns sitelock skipfish slowhttptest
    smuggler sn1per snallygaster sparty spiderfoot springenwerk sqlidet sqliv sqlmap
    sqlninja sqlsus sslyze sstimap stretchoid subfinder subjack sublist3r syhunt sysscan
    testssl tinfoil tplmap tsunami-security uil2pn uniscan upguard vega voideye vulners w3af
    wafw00f wapiti watobo webbandit webcruiser webinspect webscarab websecurify webshag
    websploit weevely wfuzz whatcms whatwaf whatweb whcc wikto wprecon wpscan wpseku x5s
    xattacker xpanse xray xrumer xspear xsscrapy xsser xsshunter xsstrike xxeinjector yasuo
    yeswehack zap zaproxy zgrab zmap zmeu zoomeye
""".split()  # noqa: SIM905


def _names(names: list[str]) -> str:
    """A long name may go on, as in "toolguard"; a short one would then be part of other words."""
    long = "|".join(re.escape(name) for name in names if len(name) > 5)
    short = "|".join(re.escape(name) for name in names if len(name) <= 5)
    return rf"(?<![a-z0-9.])(?:{long}|(?:{short})(?![a-z0-9]))"


_NAMES = re.compile(_names(_TOOLS))
# What tools call themselves that are in no list yet.
_KINDS = re.compile(
    r"vuln|exploit|sploit|pentest|penetration|bug ?bounty|hackerone|bugcrowd|\bsql ?(?:inject|power)|injector"
    r"|(?:security|port|web|cgi|cve|xss|sql|ssl|dir|site|cms|host|path|net|ip|log4j|network)[-_ ]?(?:scan|audit|prob)"
    r"|\b[a-z0-9]{0,30}(?<!film)(?<!photo)scan(?:ner|ning)?\b|fuzz|brute ?-?forc|\bbrute"
    r"|\b(?!sitemap|roadmap|bitmap|hashmap|heatmap|mindmap)[a-z0-9]{1,20}[a-z]map\b(?![. ]\w)"
    r"|\b[a-z]{0,20}(?:hunter|pwn|stalker|whisker|injection|cracker|grabber|smuggl|attack|hack)(?:er|ing|tool|bot|s)?\b"
    r"|email ?(?:extractor|harvest)|\btoata dragostea|harvester|\$\{jndi|security (?:analyzer|radar)|recon\b"
    r"|security[- _]?(?:test|check|assess|research|crawl|spider|monitor)|slowloris|\bcensys|masspwn|web-?shell"
    r"|user-agent:\s?\S"
    # A browser spelt wrongly is a script that hides.
    r"|\bmoz(?!illa)[a-z]{2,6}a\b|^mozilla/?\d?\.?\d? ?sf"
)
# Browsers, readers and shops whose names hold one of those words.
_HARMLESS = re.compile(
    r"windows (?:nt|phone)|macintosh|iphone|ipad|android|x11;|hacker ?news|scansafe|cubot|okhttp"
)

# With the slash first, since what a pattern begins with is found in a tenth of the time.
_PROBES = re.compile(
    r"/(?:\.env(?:\.\w{1,20})?$|\.git(?:/|$|config|ignore$)|\.svn/|\.hg/|\.ds_store$|\.aws/|\.ssh/|\.htpasswd|\.htaccess$|\.vscode/"
    r"|\.idea/|\.bash_history|\.npmrc$|\.docker|\.kube/"
    r"|phpmyadmin|pma/|myadmin/|mysql(?:admin|manager)|adminer(?:[-.\d]\S{0,20})?\.php|dbadmin/"
    r"|wp-(?:login|config|cron|signup|trackback)|wp-(?:admin|includes|content/plugins)(?:/|$)|wlwmanifest\.xml|xmlrpc\.php"
    r"|cgi-bin/(?:luci|php|test|\S{0,40}\.(?:cgi|sh|pl|exe))|boaform|hnap1|setup\.cgi|gponform|tmunblock|goform/"
    r"|vendor/phpunit|eval-stdin\.php|phpinfo\.php|info\.php$|shell\.php|c99\.php|r57\.php|alfa\S{0,20}\.php|wso\.php|webshell"
    r"|actuator(?:/(?:env|heapdump|gateway|health|jolokia|mappings))?/?$|jolokia|jmx-console|invoker/|web-console|manager/(?:html|text)"
    r"|solr/admin|hudson|jenkins/(?:login|script)|script$|struts\S{0,30}\.action|_ignition/execute|telescope/requests"
    r"|server-(?:status|info)$|owa/auth|ecp/|autodiscover/autodiscover|remote/(?:login|fgt_lang)|dana-na|vpn/|\+cscoe\+"
    r"|_cat/indices|_cluster/|_all_dbs|v1/agent/self|api/v1/pods|containers/json|druid/index|nacos/|consul/|geoserver/web"
    r"|(?:backup|dump|database|db|site|www|sql|data)\S{0,20}\.(?:sql|zip|tar|tar\.gz|tgz|bak|rar|7z|gz)$|\S{0,40}\.(?:bak|old|orig|save|swp|sql)$"
    r"|\S{0,40}~(?:$|/)|id_rsa|credentials(?:\.json)?$|secrets?\.(?:json|ya?ml)$|config\.(?:php|inc|bak|old)|web\.config$|docker-compose\.ya?ml$|appsettings\.json$"
    r"|composer\.(?:json|lock)$|\.well-known/\S{0,30}\.php|moadmin|sftp-config\.json|deployment-config\.json|nmaplowercheck|nice%20ports|trace\.axd|elmah\.axd)"
)


def detect(inspected: Inspected) -> Iterator[Hit]:
    """Tools by their User-Agent, and probing paths."""
    if (tool := _tool(inspected.headers.get("user-agent", "")[:1_024])) is not None:
        yield tool
    if inspected.status != 200 and (probe := _probe(inspected.path[:1_024])) is not None:
        yield probe


# The same few come again and again.
@lru_cache(maxsize=5_000)
def _tool(agent: str) -> Hit | None:
    lower = lowered(agent)
    match = _NAMES.search(lower)
    if match is not None:
        piece = excerpt(agent, *match.span())
        return Hit(THREAT_TYPE, "medium", 0.95, "tool", "header user-agent", *piece)
    match = _KINDS.search(lower)
    if match is None or _HARMLESS.search(lower):
        return None
    piece = excerpt(agent, *match.span())
    return Hit(THREAT_TYPE, "medium", 0.75, "kind-of-tool", "header user-agent", *piece)


@lru_cache(maxsize=500)
def _probe(path: str) -> Hit | None:
    path = path if path.startswith("/") else f"/{path}"
    match = _PROBES.search(lowered(path))
    if match is None:
        return None
    return Hit(THREAT_TYPE, "low", 0.7, "probing-path", "path", *excerpt(path, *match.span()))
