"""The application log's format; configured before Django's apps are loaded, so it imports none of them."""

import json
import logging
import traceback
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """One JSON line per record: identifiers and classes only, no bodies, titles or query strings."""

    def format(self, record):
        line = {
            "tid": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "niveau": record.levelname,
            "kilde": record.name,
        }
        request = getattr(record, "request", None)
        if request is not None and getattr(request, "resolver_match", None):
            line["url"] = request.resolver_match.view_name
            line["status"] = getattr(record, "status_code", None)
        else:
            line["besked"] = record.getMessage()
        if record.exc_info:
            line["fejl"] = record.exc_info[0].__name__
            line["spor"] = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(record.exc_info[2])]
        return json.dumps(line, ensure_ascii=False)
