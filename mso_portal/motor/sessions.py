"""Sessions end after idling and after a working day; both by real time, not the demo's (50 §3)."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout

from mso_portal.motor import ur

_STARTED, _SEEN = "begyndt", "sidst_set"


def start(session):
    """Stamp a fresh login."""
    session[_STARTED] = session[_SEEN] = ur.maskintid().timestamp()


def ends_at(session):
    """Return when the session ends unless used: epoch seconds, for the warning dialog."""
    idle = session.get(_SEEN, 0) + settings.MSO_SESSION_TOMGANG_MIN * 60
    return int(min(idle, session.get(_STARTED, 0) + settings.MSO_SESSION_MAX_TIMER * 3600))


class SessionLimitMiddleware:
    """Log out a session that is over; write `sidst_set` at most once a minute."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = ur.maskintid().timestamp()
            if now > ends_at(request.session) or not request.user.aktiv:
                logout(request)
            elif now - request.session[_SEEN] > timedelta(minutes=1).total_seconds():
                request.session[_SEEN] = now
        return self.get_response(request)
