"""One case as it might have gone. No I/O: the table of states decides what becomes of it, the stopwatch what is late.

Its rows are made as `bot/record.py`, `bot/answers.py`, `bot/escalations.py` and `bot/warnings.py` write them. Nothing
happens after `now`: a step that would raises Unfinished, and the case is as it stands then.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.desk import deadlines as rules
from bot.desk.deadlines import OVER, Count, waits
from bot.desk.departments import deadline
from bot.desk.states import Act, Action, decide
from bot.lively.book import Asker, Book, Row
from bot.stopwatch import bring_in_line
from storage.models import (
    Asks,
    Category,
    Deadline,
    Delivery,
    Direction,
    Draft,
    DraftState,
    Escalation,
    Measure,
    Notice,
    Outcome,
    Returned,
    Survey,
    Why,
)

UNDER_WAY = timedelta(seconds=9)
"""From an operator's reply to its arrival in the network."""


class Unfinished(Exception):
    """The next step is not yet."""


class Course:
    """Begins with a customer's words. Every step takes the time at which it happens, never before the last one."""

    def __init__(self, book: Book, asker: Asker, kind: str, text: str, at: datetime) -> None:
        self.book, self.kind = book, kind
        self.case, self.conversation = book.begin(asker, kind, at)
        self.rows: dict[Measure, Deadline] = {}
        self.unanswered: list[Row] = []
        self.last_said: Row = {}
        self.asked: Escalation | None = None
        self.under_way = False
        self.looked_at: Draft | None = None
        self._event("opened", at, data={"said_at": at.isoformat()})
        self._hear(text, at)
        self._follow(at)

    # --- the customer

    def says(self, text: str, at: datetime) -> None:
        self._until(at)
        self._apply(Act(Action.CUSTOMER_WROTE, at, said_at=at))
        self.case.said_version = self.case.version
        self._hear(text, at)
        self._follow(at)

    def rates(self, survey: Survey, score: int, at: datetime) -> None:
        """Not so low that a supervisor looks at it."""
        self._until(at)
        survey.score, survey.answered_at, survey.answer_key = score, at, f"r{survey.id}"
        self._event("rated", at, data={"survey": survey.id, "asks": survey.asks, "score": score})
        self._follow(at)

    # --- the operators

    def act(self, action: Action, by: int, at: datetime) -> None:
        """Claim, take over, resolve, dismiss, reopen."""
        self._until(at)
        since = self.unanswered[0]["at"] if self.unanswered else None
        self._apply(Act(action, at, by, confirmed=True, said_at=since))
        if self.case.closed_at is not None:
            self.unanswered.clear()
        self._follow(at)

    def answer(
        self,
        text: str,
        by: int,
        at: datetime,
        *,
        approver: int | None = None,
        lost: bool = False,
        draft: Draft | None = None,
    ) -> None:
        """`lost`: the network does not take it."""
        self._until(at)
        if draft is not None:
            draft.state = DraftState.SENT
            self._event("draft_sent", at, draft.author_id if approver else by, {"draft": draft.id})
        said = self.last_said
        since = self.unanswered[0]["at"] if self.unanswered else None
        self._apply(Act(Action.ANSWER, at, by, confirmed=True, said_at=since))
        row = self._message(Direction.OUT, text, at, staff_id=by, approved_by_id=approver)
        row |= {"answers_id": said["id"], "seen_to": said["id"], "delivery": Delivery.WAITING.value}
        if draft is not None and approver is not None:
            self._decided(draft, approver, DraftState.SENT, "look_approved", at, row["id"])
        self.under_way = True
        self._follow(at)
        self._until(at + UNDER_WAY)
        self.under_way = False
        self._arrives(row, at + UNDER_WAY, lost=lost)

    def _arrives(self, row: Row, at: datetime, *, lost: bool) -> None:
        if lost:
            row |= {"delivery": Delivery.FAILED.value, "failure": {"error": "Gone"}, "at": at}
            self._event("answer_failed", at, row["staff_id"], {"message": row["id"], "error": "Gone"})
        else:
            row |= {"delivery": Delivery.SENT.value, "key": f"a{row['id']}", "at": at}
            for said in self.unanswered:
                said["answered_by_id"] = row["id"]
            self.unanswered.clear()
            self._apply(Act(Action.ANSWERED, at, row["staff_id"]), {"message": row["id"]})
        self._follow(at)

    def sorts(self, category: Category, by: int, at: datetime) -> None:
        self._until(at)
        self._apply(Act(Action.SORT, at, by, says={"category": category.value}), {"category": category.value})
        self._follow(at)

    def tags(self, name: str, by: int, at: datetime) -> None:
        self._until(at)
        tag = self.book.tags[name]
        self.book.case_tags.append({"case_id": self.case.id, "tag_id": tag, "staff_id": by, "at": at})
        self._apply(Act(Action.SORT, at, by), {"tag": tag}, "tagged")
        self._follow(at)

    def ends(self, outcome: Outcome, by: int, at: datetime) -> None:
        self._until(at)
        self._apply(Act(Action.END, at, by, says={"outcome": outcome.value}), {"outcome": outcome.value})
        self._follow(at)

    def asks_customer(self, text: str, by: int, at: datetime) -> Survey:
        """What the clock does after a while."""
        self._until(at)
        row = self._message(Direction.OUT, text, at)
        row |= {"answers_id": self.last_said["id"], "automatic": True, "notice": Notice.SURVEY.value}
        row |= {"delivery": Delivery.SENT.value, "key": f"a{row['id']}"}
        survey = Survey(
            id=self.book.next("surveys"),
            desk_id=self.case.desk_id,
            case_id=self.case.id,
            customer_id=self.case.customer_id,
            conversation_id=self.conversation,
            message_id=row["id"],
            staff_id=by,
            asks=Asks.NPS.value,
            asked_at=at,
        )
        self.book.surveys.append(survey)
        return survey

    # --- a look of a supervisor

    def wants_look(self, text: str, by: int, at: datetime) -> Draft:
        self._until(at)
        draft = self._draft(text, by, Why.APPROVAL, at)
        draft.asked_at = at
        self._event("look_asked", at, by, {"draft": draft.id, "why": Why.APPROVAL.value})
        self._follow(at)
        return draft

    def declines(self, draft: Draft, reason: str, by: int, at: datetime) -> None:
        self._until(at)
        draft.reason = reason
        self._decided(draft, by, DraftState.DECLINED, "look_declined", at)
        self._follow(at)

    def _decided(
        self, draft: Draft, by: int, state: DraftState, kind: str, at: datetime, answer: int | None = None
    ) -> None:
        draft.state, draft.decided_by, draft.decided_at = state, by, at
        data = {"draft": draft.id} if answer is None else {"draft": draft.id, "message": answer}
        self._event(kind, at, by, data)

    # --- departments

    def escalates(self, department: int, question: str, by: int, at: datetime) -> Escalation:
        self._until(at)
        self._apply(Act(Action.ESCALATE, at, by), {"department": department, "asked": True})
        asked = Escalation(
            id=self.book.next("escalations"),
            case_id=self.case.id,
            department_id=department,
            question=question,
            asked_by=by,
            asked_at=at,
        )
        within = timedelta(minutes=self.book.departments[department])
        deadline(at, within, self.book.terms.hours).holds_for(asked, self.book.terms.number)
        self.book.escalations.append(asked)
        self.asked = asked
        self._follow(at)
        return asked

    def advises(self, asked: Escalation, text: str, by: int, at: datetime) -> Draft:
        """Their words, for the operator to send."""
        self._until(at)
        draft = self._draft(text, by, Why.ADVICE, at)
        draft.escalation_id = asked.id
        asked.answered_at, asked.taken_by, asked.taken_at = at, by, at
        self.asked = None
        self._apply(Act(Action.ADVISE, at, by), {"department": asked.department_id, "draft": draft.id})
        self._follow(at)
        return draft

    def gives_back(self, asked: Escalation, reason: str, by: int, at: datetime) -> None:
        self._until(at)
        asked.returned_at, asked.returned_why, asked.returned_by = at, Returned.DEPARTMENT.value, by
        asked.return_reason = reason
        self.asked = None
        data = {"department": asked.department_id, "escalation": asked.id}
        self._event("escalation_returned", at, by, data)
        self._follow(at)

    # --- rows

    def _hear(self, text: str, at: datetime) -> None:
        row = self._message(Direction.IN, text, at)
        row |= {"key": f"c{row['id']}", "ordinal": self.case.version}
        self.last_said = row
        self.unanswered.append(row)

    def _message(
        self,
        direction: Direction,
        text: str,
        at: datetime,
        *,
        staff_id: int | None = None,
        approved_by_id: int | None = None,
    ) -> Row:
        row: Row = {
            "id": self.book.next("messages"),
            "desk_id": self.case.desk_id,
            "account_id": self.case.account_id,
            "conversation_id": self.conversation,
            "case_id": self.case.id,
            "direction": direction.value,
            "key": None,
            "ordinal": None,
            "text": text,
            "target": {"kind": self.kind, "seeded": True},
            "at": at,
            "received_at": at,
            "staff_id": staff_id,
            "approved_by_id": approved_by_id,
            "answered_by_id": None,
            "answers_id": None,
            "seen_to": None,
            "delivery": None,
            "automatic": False,
            "notice": None,
            "failure": None,
            "private": False,
            "signature": "",
        }
        self.book.messages.append(row)
        return row

    def _draft(self, text: str, by: int, why: Why, at: datetime) -> Draft:
        draft = Draft(
            id=self.book.next("drafts"),
            case_id=self.case.id,
            author_id=by,
            why=why.value,
            look=False,
            private=False,
            warned=False,
            text=text,
            state=DraftState.WAITING.value,
            created_at=at,
        )
        self.book.drafts.append(draft)
        self.looked_at = draft if why is Why.APPROVAL else self.looked_at
        return draft

    def _apply(self, act: Act, data: Mapping[str, object] | None = None, kind: str | None = None) -> None:
        decision = decide(self.case, act)
        for name, value in decision.changes.items():
            setattr(self.case, name, value)
        if decision.new_version:
            self.case.version += 1
        if kind is not None:
            data = {**(data or {}), "stands": {"status": decision.status.value}}
        self._event(kind or decision.event, act.at, act.by, data)

    def _event(
        self, kind: str, at: datetime, by: int | None = None, data: Mapping[str, object] | None = None
    ) -> None:
        self.case.events += 1
        self.book.events.append(
            {
                "id": self.book.next("events"),
                "desk_id": self.case.desk_id,
                "case_id": self.case.id,
                "seq": self.case.events,
                "kind": kind,
                "staff_id": by,
                "at": at,
                "data": dict(data or {}),
            }
        )

    # --- time

    def stays(self) -> None:
        """Nothing more happens until now, but that time goes by."""
        self._until(self.book.now)

    def _held_up(self) -> bool:
        waits_for_look = self.looked_at is not None and self.looked_at.state == DraftState.WAITING
        return self.under_way or waits_for_look or self.asked is not None

    def _follow(self, at: datetime) -> None:
        wanted = waits(self.case, at, held_up=self._held_up())
        known = {
            measure: row
            for measure, row in self.rows.items()
            if row.ended_at is None or measure is Measure.RESOLUTION
        }
        for row in bring_in_line(self.case, known, wanted, self.book.terms, at):
            row.id = self.book.next("deadlines")
            self.rows[Measure(row.measure)] = row
            self.book.deadlines.append(row)

    def _until(self, at: datetime) -> None:
        """What the clock does before `at`. Raises Unfinished for what is to come."""
        until = min(at, self.book.now)
        while True:
            due = [row for row in self.rows.values() if row.next_at is not None and row.next_at <= until]
            if not due:
                break
            self._warn(min(due, key=lambda row: row.next_at or until))
        asked = self.asked
        if asked is not None and asked.remind_at is not None and asked.remind_at <= until:
            if asked.reminded_at is None:
                asked.reminded_at = asked.remind_at
                self._of(asked, "escalation_reminded", asked.remind_at)
            if asked.due_at is not None and asked.due_at <= until and asked.overdue_told_at is None:
                asked.overdue_told_at = asked.due_at
                self._of(asked, "escalation_overdue", asked.due_at)
        if at > self.book.now:
            raise Unfinished

    def _of(self, asked: Escalation, kind: str, at: datetime) -> None:
        self._event(kind, at, data={"department": asked.department_id, "escalation": asked.id})

    def _warn(self, row: Deadline) -> None:
        at = row.next_at
        assert at is not None
        if row.measure == Measure.CLAIM:
            data = {"holder": row.holder_id, "minutes": row.target}
            row.met, row.stage, row.next_at = False, 1, None
            self._apply(Act(Action.RETURNED, at), data)
            self._follow(at)
            return
        count, hours = Count(row.spent, row.since), self.book.terms.hours
        reached = max(rules.stage(row.measure, row.target, count.at(at, hours)), row.stage + 1)
        if row.stage < OVER <= reached:
            row.met = False
            self._event("overdue", at, data={"measure": row.measure})
        row.stage = reached
        row.next_at = rules.next_at(row.measure, row.target, reached, count, hours)
