"""What is stored: one noun a file."""

from dashboard.models.checkpoint import Checkpoint
from dashboard.models.feedback_log import FeedbackLog
from dashboard.models.model_call import ModelCall
from dashboard.models.model_usage_stats import ModelUsageStats
from dashboard.models.request_log import RequestLog
from dashboard.models.threat_log import ThreatLog
from dashboard.models.usage_rollup import UsageRollup
from dashboard.models.user_agent import UserAgent
from dashboard.models.user_number import UserNumber
from dashboard.models.user_session import UserSession
from dashboard.models.watermark import Watermark

__all__ = [
    "Checkpoint",
    "FeedbackLog",
    "ModelCall",
    "ModelUsageStats",
    "RequestLog",
    "ThreatLog",
    "UsageRollup",
    "UserAgent",
    "UserNumber",
    "UserSession",
    "Watermark",
]
