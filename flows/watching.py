"""A Prefect server is asked to tell the operator of runs that died before they could tell it.

A run that fails raises its own alarm (`alarm.py`); one that was killed, or had no memory left, says
nothing more. A server that watches it sees it crash.
"""

from datetime import timedelta
from typing import cast
from uuid import UUID

NAME = "dateline: a run died"
BLOCK = "dateline-alarm"
TOLD = """{"command": {{ flow.name | tojson }}, "outcome": "crashed",
 "run": {{ flow_run.name | tojson }}, "message": {{ flow_run.state.message | tojson }}}"""


def watch(url: str, *, flows: frozenset[str]) -> None:
    """Have the server of PREFECT_API_URL post a crash of these flows to the address, as JSON.

    Given again, it replaces what was asked before. The server keeps the address as a secret.
    """
    from prefect.automations import Automation
    from prefect.blocks.webhook import Webhook
    from prefect.events.actions import CallWebhook
    from prefect.events.schemas.automations import EventTrigger, Posture
    from pydantic import SecretStr

    # Both answer at once outside of an event loop, which their types do not say.
    block = cast(UUID, Webhook(url=SecretStr(url)).save(BLOCK, overwrite=True))
    asked = Automation(
        name=NAME,
        trigger=EventTrigger(
            expect={"prefect.flow-run.Crashed"},
            match_related={
                "prefect.resource.role": "flow",
                "prefect.resource.name": sorted(flows),
            },
            posture=Posture.Reactive,
            threshold=1,
            within=timedelta(0),
        ),
        actions=[CallWebhook(block_document_id=block, payload=TOLD)],
    )
    try:
        asked.id = cast(Automation, Automation.read(name=NAME)).id
    except ValueError:
        asked.create()
    else:
        asked.update()
