"""The same stage as the flows have."""

from tests.flows.conftest import plain_log as plain_log
from tests.flows.conftest import stage as stage
