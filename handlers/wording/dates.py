"""Dates, time limits and counts of days as a Vietnamese office writes them."""

from __future__ import annotations

import math
from datetime import date, datetime

from knowledge.plan import Deadline


def day(of: date) -> str:
    """31/07/2014."""
    return f"{of.day:02}/{of.month:02}/{of.year}"


def weekday(of: date) -> str:
    """thứ Hai … Chủ nhật."""
    return ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")[of.weekday()]


def moment(of: datetime) -> str:
    """17 giờ 00 ngày 31/07/2014."""
    return f"{of.hour} giờ {of.minute:02} ngày {day(of.date())}"


def span(deadline: Deadline) -> str:
    """The limit in days: "chậm nhất 31/07/2014", or from when to when."""
    first = moment(deadline.opens) if deadline.opens else day(deadline.first) if deadline.first else ""
    last = moment(deadline.closes) if deadline.closes else day(deadline.last)
    if not first:
        return f"chậm nhất {last}"
    if deadline.first == deadline.last and not deadline.opens and not deadline.closes:
        return f"{weekday(deadline.last)}, ngày {last}"
    return f"từ {first} đến {last}"


def left(deadline: Deadline, now: datetime) -> str:
    """Counted from today to the last good day: "còn 14 ngày", "hôm nay là ngày cuối", "đã quá hạn 4 ngày"."""
    days = (deadline.last - now.date()).days
    if days < 0:
        return f"đã quá hạn {-days} ngày"
    if deadline.closes and now > deadline.closes:
        return f"đã hết hạn lúc {deadline.closes.hour} giờ {deadline.closes.minute:02} hôm nay"
    if days == 0:
        return "hôm nay là ngày cuối"
    return f"còn {days} ngày"


def extended_by(document: str) -> str:
    """What stands for the plan's own words once a day was moved."""
    return f"đã gia hạn theo {document}"


def due(deadline: Deadline, now: datetime) -> str:
    """The plan's own words, the last day and the days left: "trước tháng 8 năm 2014 (chậm nhất 31/07/2014, còn 14 ngày)"."""
    if day(deadline.last) in deadline.words:
        return f"{deadline.words} ({left(deadline, now)})"
    return f"{deadline.words} ({span(deadline)}, {left(deadline, now)})"


def duration(seconds: float) -> str:
    """How long something takes, rounded up."""
    if seconds < 60:
        return f"{max(1, math.ceil(seconds))} giây"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} phút" if minutes < 90 else f"{math.ceil(minutes / 60)} giờ"
