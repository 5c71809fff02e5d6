"""What is stored: one noun a file."""

from dashboard.models.alert import Alert
from dashboard.models.api_key import ApiKey
from dashboard.models.checkpoint import Checkpoint
from dashboard.models.event import Event
from dashboard.models.feedback_log import FeedbackLog
from dashboard.models.ip_block import IPBlock
from dashboard.models.model_call import ModelCall
from dashboard.models.model_usage_stats import ModelUsageStats
from dashboard.models.page_view import PageView
from dashboard.models.project import Project
from dashboard.models.request_log import RequestLog
from dashboard.models.response_rule import ResponseRule
from dashboard.models.rule_firing import RuleFiring
from dashboard.models.threat_log import ThreatLog
from dashboard.models.usage_rollup import UsageRollup
from dashboard.models.user_agent import UserAgent
from dashboard.models.user_number import UserNumber
from dashboard.models.user_session import UserSession
from dashboard.models.visitor import Visitor
from dashboard.models.watermark import Watermark
from dashboard.models.written_batch import WrittenBatch

__all__ = [
    "Alert",
    "ApiKey",
    "Checkpoint",
    "Event",
    "FeedbackLog",
    "IPBlock",
    "ModelCall",
    "ModelUsageStats",
    "PageView",
    "Project",
    "RequestLog",
    "ResponseRule",
    "RuleFiring",
    "ThreatLog",
    "UsageRollup",
    "UserAgent",
    "UserNumber",
    "UserSession",
    "Visitor",
    "Watermark",
    "WrittenBatch",
]
