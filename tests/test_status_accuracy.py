"""A ratchet: reports are heard, and what is none is left alone, at least as well as when these floors were last raised."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.status_learned import shipped
from knowledge.status_replies import ReplyReader
from tests.readers import ready
from tests.status_accuracy import figures, judge, load, plans_with_replies

FLOORS = {
    # set: shares of the messages wholly right, of the non-updates left alone, of the single fields right; raised, never lowered
    "replies_a": (1.0, 1.0, 1.0),
    "replies_b": (1.0, 1.0, 1.0),
    "replies_c": (1.0, 1.0, 1.0),
    "replies_d": (1.0, 1.0, 1.0),
    "replies_e": (1.0, 1.0, 1.0),
    "replies_f": (1.0, 1.0, 1.0),
    "replies_g": (1.0, 1.0, 1.0),
    "replies_h": (0.98, 1.0, 1.0),
    "replies_i": (0.96, 1.0, 0.98),
    "replies_j": (0.95, 1.0, 0.97),
    "replies_k": (1.0, 1.0, 1.0),
    "replies_l": (1.0, 1.0, 1.0),
    "replies_m": (0.97, 1.0, 0.98),
    "replies_n": (1.0, 1.0, 1.0),
    "replies_o": (0.98, 1.0, 1.0),
    "replies_p": (0.98, 1.0, 1.0),
    "replies_q": (1.0, 1.0, 1.0),
    "replies_r": (0.98, 1.0, 1.0),
    "replies_s": (0.99, 1.0, 0.99),
    "replies_t": (1.0, 1.0, 1.0),
    "replies_u": (1.0, 1.0, 1.0),
    "replies_v": (0.98, 1.0, 0.99),
    "replies_w": (0.98, 1.0, 0.98),
    "replies_x": (0.96, 1.0, 0.99),
    "replies_y": (0.97, 1.0, 0.99),
    "replies_z": (0.98, 1.0, 0.99),
    "replies_za": (0.96, 1.0, 0.98),
    "replies_zb": (0.98, 1.0, 0.99),
    "replies_zc": (1.0, 1.0, 1.0),
    "replies_zd": (0.96, 1.0, 0.98),
    "replies_ze": (1.0, 1.0, 1.0),
    "replies_zf": (0.95, 1.0, 0.98),
    "replies_zg": (0.97, 1.0, 0.98),
    "replies_zh": (0.96, 1.0, 0.97),
    "replies_zi": (0.98, 1.0, 1.0),
    "replies_zj": (1.0, 1.0, 1.0),
    "replies_zk": (0.95, 1.0, 0.99),
    "replies_zl": (0.95, 1.0, 0.99),
    "replies_zm": (0.98, 1.0, 0.99),
    "replies_zn": (0.95, 1.0, 0.99),
    "replies_zo": (0.94, 1.0, 0.98),
    "replies_zp": (0.96, 1.0, 0.99),
    "replies_zq": (1.0, 1.0, 1.0),
    "replies_zr": (0.97, 1.0, 0.99),
    "replies_zs": (0.96, 1.0, 0.99),
    "replies_zt": (0.97, 1.0, 0.99),
    "replies_zu": (0.97, 1.0, 0.98),
    "replies_zv": (0.97, 1.0, 0.99),
    "replies_zw": (0.96, 1.0, 0.98),
    "replies_zx": (0.96, 1.0, 0.98),
    "replies_zy": (0.97, 1.0, 0.99),
    "replies_zz": (0.93, 1.0, 0.97),
    "replies_zza": (0.97, 1.0, 0.99),
    "replies_zzb": (0.96, 1.0, 0.98),
    "replies_zzc": (0.99, 1.0, 0.99),
    "replies_zzd": (0.94, 1.0, 0.98),
    "replies_zze": (0.97, 1.0, 0.99),
    "replies_zzf": (0.98, 1.0, 0.99),
    "replies_zzg": (0.98, 1.0, 0.99),
    "replies_zzh": (0.96, 1.0, 0.99),
    "replies_zzi": (0.96, 1.0, 0.99),
    "replies_zzj": (0.89, 1.0, 0.96),
    "replies_zzk": (0.94, 1.0, 0.98),
    "replies_zzl": (0.96, 1.0, 0.98),
    "replies_zzm": (0.92, 1.0, 0.97),
    "replies_zzn": (0.97, 1.0, 0.99),
    "replies_zzo": (0.95, 1.0, 0.98),
    "replies_zzp": (0.91, 1.0, 0.98),
    "replies_zzq": (0.92, 1.0, 0.98),
    "replies_zzr": (0.97, 1.0, 0.99),
    "replies_zzs": (0.96, 1.0, 0.98),
    "replies_zzt": (0.88, 1.0, 0.95),
    "replies_zzu": (0.97, 1.0, 0.98),
    "replies_zzv": (0.96, 1.0, 0.99),
    "replies_zzw": (0.92, 1.0, 0.97),
    "replies_zzx": (0.95, 1.0, 0.98),
    "replies_zzy": (0.96, 1.0, 0.98),
    "replies_zzz": (0.95, 1.0, 0.98),
    "replies_zzza": (0.94, 1.0, 0.97),
    "replies_zzzb": (0.93, 1.0, 0.98),
    "hoi-khoe-phu-dong-2026": (1.0, 1.0, 1.0),
    "ngay-hoi-viec-lam": (1.0, 1.0, 1.0),
}
SETS = plans_with_replies()


@pytest.mark.parametrize(("plan", "files"), SETS, ids=[plan.name for plan, _ in SETS])
def test_replies_are_heard_as_well_as_before(plan: Path, files: list[Path]) -> None:
    """Shares of messages, of non-updates and of fields, set by set; the bench prints the figures."""
    listener = ReplyReader(ready(plan), shipped())
    for file in files:
        for (name, right, all_of_them), floor in zip(figures(judge(listener, row) for row in load(file)), FLOORS[file.stem], strict=True):
            assert right >= floor * all_of_them, f"{file.stem}, {name}: {right} of {all_of_them}"


def test_every_set_of_replies_has_a_floor() -> None:
    """No set of messages is forgotten."""
    assert {file.stem for _, files in SETS for file in files} == set(FLOORS)
