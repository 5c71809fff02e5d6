"""The ASGI application, as in ``uvicorn config.asgi:application``."""

import os
import warnings

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# WhiteNoise hands its files over as ordinary iterators, and Django says so of each.
warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")

http_application = get_asgi_application()

# Only now, as it needs the models.
from dashboard.routing import websocket_application  # noqa: E402

application = ProtocolTypeRouter({"http": http_application, "websocket": websocket_application})
