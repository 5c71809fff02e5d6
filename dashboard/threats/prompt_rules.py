"""Phrases that give a prompt attack away, in the languages that are most written."""

from __future__ import annotations

from dashboard.threats.rules import rule

INJECTION, JAILBREAK = "prompt_injection", "jailbreak"

_DROP = (
    r"(?:ignor\w{0,4}|disregard\w{0,3}|forget|neglect|discard|overlook|override|overrule|abandon|dismiss|bypass|void"
    r"|cancel|erase|drop|skip|delete|do\s{1,6}not\s{1,6}(?:follow|obey)|don'?t\s{1,6}(?:follow|obey)|stop\s{1,6}following|pay\s{1,6}no\s{1,6}attention\s{1,6}to)"
)
_EARLIER = r"(?:previous|prior|above|earlier|preceding|former|foregoing|original|initial|existing|past|before|system|your|my|these|those|all|any)"
_ORDERS = (
    r"(?:instructions?|rules|guidelines|directions?|directives?|orders|commands?|prompts?|programming|restrictions"
    r"|constraints|assignments|policies|context|training|told|conversation|messages?|statements?|guidance)"
)
# A few words in between, none of them the end of a sentence.
_GAP = r"(?:[\w'’,-]+\s{1,6}){0,4}?"

RULES = (
    rule(
        "drop-instructions",
        rf"\b{_DROP}\s{{1,6}}{_GAP}{_EARLIER}\s{{1,6}}(?:[\w'-]+\s{{1,6}}){{0,3}}?{_ORDERS}\b"
        rf"|\b{_DROP}\s{{1,6}}(?:all|everything|anything)\b[^.!?\n]{{0,30}}\b(?:above|before|previous(?:ly)?|prior|told|said|know|else|so far)\b"
        rf"|\b{_DROP}\s{{1,6}}(?:the\s{{1,6}})?(?:above|previous|preceding)\b(?!\s{{1,6}}(?:error|warning|step|commit|version|example))",
        "high",
        0.95,
        in_prose=True,
        needs=(
            "ignor",
            "disregard",
            "forget",
            "neglect",
            "discard",
            "overlook",
            "overrid",
            "overrul",
            "abandon",
            "dismiss",
            "bypass",
            "void",
            "cancel",
            "erase",
            "drop",
            "skip",
            "delete",
            "follow",
            "obey",
            "attention",
        ),
    ),
    rule(
        "drop-instructions-in-other-languages",
        r"\b(?:ignorier\w*|vergiss|vergessen\s{1,6}sie|missachte\w*|verwirf)\b[^.!?\n]{0,40}\b(?:anweisung\w*|befehl\w*|instruktion\w*|regeln"
        r"|vorgaben|aufgaben|alles\s{1,6}davor|bisherige\w*|vorherige\w*|obige\w*)\b|\bvergiss\s{1,6}alles\b"
        r"|\b(?:ignora|olvida|descarta|omite|ignorar|olvidar)\b[^.!?\n]{0,30}\b(?:instrucciones|[oó]rdenes|reglas|todo\s{1,6}lo\s{1,6}anterior)\b"
        r"|\b(?:ignore[zr]?|oublie[zr]?|ne\s{1,6}tiens\s{1,6}pas\s{1,6}compte)\b[^.!?\n]{0,30}\b(?:consignes|instructions\s{1,6}pr\w+|r[eè]gles|ce\s{1,6}qui\s{1,6}pr[eé]c[eè]de)\b"
        r"|\b(?:ignora|dimentica)\w*\b[^.!?\n]{0,30}\b(?:istruzioni|regole)\b|\b(?:ignore|esque[cç]a|desconsidere)\b[^.!?\n]{0,30}\b(?:instru[cç][oõ]es|regras)\b"
        r"|\b(?:negeer|vergeet)\b[^.!?\n]{0,30}\b(?:instructies|regels|opdrachten)\b|\bzaboravi\w*\s{1,6}sv\w+|\bignorira\w*\b[^.!?\n]{0,20}\b(?:upute|instrukcije)"
        r"|\b(?:zignoruj|zapomnij)\b[^.!?\n]{0,30}\b(?:instrukcj\w+|polece\w+)|(?:игнорируй\w*|забудь\w*)[^.!?\n]{0,30}(?:инструкц\w+|указани\w+|правил\w*)"
        r"|(?:忽略|忘记|忘掉|无视|不要执行)[^。！？\n]{0,12}(?:指令|指示|说明|规则|提示)|(?:指示|命令|ルール)を?[^。\n]{0,8}(?:無視|忘れ)"
        r"|(?:지시|명령|규칙)[^.\n]{0,8}(?:무시|잊)|(?:निर्देश\w*)[^।\n]{0,20}(?:भूल|अनदेखा)|(?:تجاهل|انس)[^.\n]{0,20}(?:التعليمات|الأوامر)"
        r"|talimatlar\w*[^.\n]{0,20}(?:unut|yok\s{1,6}say)|\b(?:ignorera|gl[oö]m)\b[^.\n]{0,30}\binstruktion\w+",
        "high",
        0.95,
        in_prose=True,
        needs=(
            "ignor",
            "vergiss",
            "vergess",
            "missacht",
            "verwirf",
            "olvid",
            "descarta",
            "omite",
            "oubli",
            "tiens",
            "dimentic",
            "esque",
            "desconsid",
            "negeer",
            "vergeet",
            "zabora",
            "zignoruj",
            "zapomnij",
            "игнор",
            "забуд",
            "忽略",
            "忘",
            "无视",
            "不要执行",
            "無視",
            "지시",
            "명령",
            "규칙",
            "निर्देश",
            "تجاهل",
            "انس",
            "talimat",
            "glöm",
            "glom",
        ),
    ),
    rule(
        "ask-for-the-prompt",
        r"\b(?:show|print|reveal|repeat|output|display|leak|tell|give|share|return|write|copy|expose|dump)\b[^.!?\n]{0,40}"
        r"\b(?:your|the|entire|full|initial|original|hidden|secret)\s{1,6}(?:(?:entire|full|initial|original|hidden|internal|underlying|complete|whole)\s{1,6}){0,2}"
        r"(?:system\s{1,6}(?:prompt|message|instructions?)|prompt\s{1,6}text|initial\s{1,6}(?:prompt|instructions)|hidden\s{1,6}(?:prompt|instructions|rules))"
        r"|\bwhat\s{1,6}(?:is|are|was|were)\s{1,6}your\s{1,6}(?:initial|original|system|hidden|exact|first|secret)\s{1,6}(?:instructions?|prompts?|rules|commands|messages?)"
        r"|\bwritten\s{1,6}at\s{1,6}the\s{1,6}(?:beginning|start|top)\s{1,6}of\s{1,6}(?:this|the|your)\s{1,6}prompt|(?:gesamten?|vollst[aä]ndigen?)\s{1,6}prompt",
        "high",
        0.9,
        in_prose=True,
        needs=("prompt", "instruction", "rules", "commands", "message"),
    ),
    rule(
        "secret-of-the-prompt",
        r"\b(?:print|say|return|reveal|output|give|tell|repeat|what(?:'s|\s{1,6}is)|type|show)\b[^.!?\n]{0,30}\bsecret\s{1,6}(?:key|code|word|phrase|password)\b",
        "high",
        0.85,
        in_prose=True,
        needs=("secret",),
    ),
    rule(
        "false-frame",
        r"<\|?(?:im_start|im_end|system|endoftext|user|assistant)\|?>|\[/?inst\]|<<sys>>|\[system\]\s{0,6}[:(]?|(?<!\#)\#{2,6}\s{0,6}(?:system|new\s{1,6}instructions?)\s{0,6}:"
        r"|\b(?:new|updated|revised)\s{1,6}(?:system\s{1,6})?instructions?\s{0,6}:|\bsystem\s{1,6}override\b|\bend\s{1,6}of\s{1,6}(?:the\s{1,6})?(?:system\s{1,6})?prompt\b"
        r"|\bnun\s{1,6}folgen\s{1,6}neue\s{1,6}anweisungen\b",
        "high",
        0.85,
        in_prose=True,
        needs=(
            "<|",
            "<system",
            "<user",
            "<assistant",
            "inst]",
            "<<sys",
            "[system",
            "#",
            "instruction",
            "override",
            "prompt",
            "anweisungen",
            "im_",
        ),
    ),
    rule(
        "hidden-order-to-a-model",
        r"(?:<!--|/\*|\[\/\/\]:)[^>]{0,80}\b(?:assistant|ai|llm|chatgpt|language\s{1,6}model|bot)\b[^>]{0,120}\b(?:ignore|disregard|say|send|do\s{1,6}not|must|instead)\b"
        r"|\b(?:assistant|ai|llm|language\s{1,6}model)s?\s{1,6}(?:reading|processing|summari[sz]ing)\s{1,6}this\b"
        r"|\bdo\s{1,6}not\s{1,6}(?:tell|mention|reveal|inform)\b[^.!?\n]{0,30}\b(?:to\s{1,6})?the\s{1,6}user\b[^.!?\n]{0,60}",
        "high",
        0.85,
        in_prose=True,
        needs=(
            "<!--",
            "/*",
            "[//]",
            "reading",
            "processing",
            "summari",
            "mention",
            "reveal",
            "inform",
            "tell",
        ),
    ),
)

JAILBREAKS = (
    rule(
        "no-rules-persona",
        r"\b(?:do\s{1,6}anything\s{1,6}now|developer\s{1,6}mode|jail\s?break(?:ed)?\s{1,6}mode|god\s{1,6}mode\s{1,6}(?:on|enabled)|unfiltered\s{1,6}(?:mode|ai)|stay\s{1,6}in\s{1,6}character\s{1,6}as\s{1,6}dan)\b"
        r"|\byou\s{1,6}are\s{1,6}(?:now\s{1,6})?(?:dan|stan|aim|dude)\b(?!\s{1,6}\w+ing)|\bact\s{1,6}(?:as|like)\s{1,6}(?:dan|aim|stan)\b"
        r"|\b(?:without|no|free\s{1,6}(?:of|from)|has\s{1,6}no|have\s{1,6}no|not\s{1,6}bound\s{1,6}by|removed?\s{1,6}all)\s{1,6}(?:any\s{1,6}|all\s{1,6}|your\s{1,6})?"
        r"(?:restrictions|ethical\s{1,6}(?:guidelines|constraints)|content\s{1,6}(?:policy|policies|filters?)|safety\s{1,6}(?:filters?|guidelines|rules)|moral\s{1,6}(?:constraints|limits)|censorship|filters\s{1,6}or)\b"
        r"|\b(?:bypass|disable|circumvent|turn\s{1,6}off|deactivate)\s{1,6}(?:all\s{1,6}|any\s{1,6})?(?:your|its|the\s{1,6}model'?s?)\s{1,6}(?:safety|filters?|guardrails|restrictions|content|moderation|ethic\w*)\b",
        "high",
        0.9,
        in_prose=True,
        needs=(
            "anything now",
            "developer",
            "jail",
            "god",
            "unfilter",
            "character",
            "you are",
            "act ",
            "restrict",
            "ethical",
            "content",
            "safety",
            "moral",
            "censor",
            "filter",
            "guardrail",
            "moderation",
        ),
    ),
)
