"""What goes out: once, in order, at the platform's pace, whatever the platform answers."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.channel import FakeChannel
from tests.rig import running, said


async def test_reply_arrives(tmp_path: Path) -> None:
    """A message is answered through the inbox, the core and the outbox."""
    channel = FakeChannel()
    async with running(tmp_path, channel) as rig:
        await rig.hear(said("hello"))
        await rig.until(lambda: channel.texts() == ["= hello"])
    assert channel.got[0].key == "fake/hello/0/0"


async def test_many_chats(tmp_path: Path) -> None:
    """A hundred people at once are each answered once, in the order each of them wrote."""
    channel = FakeChannel(latency=0.001)
    async with running(tmp_path, channel) as rig:
        for turn in range(3):
            await rig.hear(*(said(f"{turn}", key=f"{turn}-{chat}", chat=str(chat)) for chat in range(100)))
        await rig.until(lambda: len(channel.got) == 300)
    for chat in range(100):
        assert [one.text for one in channel.got if one.chat == str(chat)] == ["= 0", "= 1", "= 2"]
    assert 1 < channel.most <= 16
