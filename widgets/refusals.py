"""The sentence for every code by which a rule says no; ``words.refusal`` fills it with its facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

REFUSALS: Final = {
    "answer.of_no_end": QT_TRANSLATE_NOOP(
        "words", "An answer to a source tells of a ticket that has just ended: this one has not."
    ),
    "answers.role_missing": QT_TRANSLATE_NOOP("words", "This is for: {roles}."),
    "campaign.bad_list": QT_TRANSLATE_NOOP("words", "The checklist has between 1 and {most} lines."),
    "campaign.due_past": QT_TRANSLATE_NOOP("words", "The campaign would be due already: give a later day."),
    "campaign.ended": QT_TRANSLATE_NOOP("words", "The campaign has ended."),
    "campaign.identity_number": QT_TRANSLATE_NOOP(
        "words", "Campaigns hold no identity numbers: name the place, not the person."
    ),
    "campaign.no_grid": QT_TRANSLATE_NOOP("words", "Choose at least one grid."),
    "campaign.no_name": QT_TRANSLATE_NOOP("words", "A campaign needs a name."),
    "campaign.no_site": QT_TRANSLATE_NOOP("words", "Name the household or site."),
    "campaign.of_another": QT_TRANSLATE_NOOP("words", "The campaign is {centre}'s: only that centre ends it."),
    "campaign.phone_number": QT_TRANSLATE_NOOP(
        "words", "Campaigns hold no telephone numbers: name the place, not the person."
    ),
    "campaign.role_missing": QT_TRANSLATE_NOOP("words", "This is for: {roles}."),
    "campaign.site_stale": QT_TRANSLATE_NOOP("words", "{by} changed “{site}” meanwhile. Look again, then tick."),
    "camera.in_hand": QT_TRANSLATE_NOOP("words", "{by} at {desk} has this camera in hand."),
    "camera.long_reason": QT_TRANSLATE_NOOP("words", "The reason has at most {most} characters."),
    "caller.no_line": QT_TRANSLATE_NOOP("words", "Nobody is shown: no line of yours in the journal says why."),
    "caller.offline": QT_TRANSLATE_NOOP(
        "words", "Who called is shown only while the database answers: the reason is written there first."
    ),
    "centre.unknown": QT_TRANSLATE_NOOP("words", "There is no centre {centre} in this database."),
    "clock.apart": QT_TRANSLATE_NOOP(
        "words", "This computer's clock is {seconds} s from the server's: set it right, then try again."
    ),
    "crew.already_there": QT_TRANSLATE_NOOP("words", "{crew} is there already: {grid}."),
    "crew.busy": QT_TRANSLATE_NOOP("words", "{crew} is busy already: {load}."),
    "crew.changed": QT_TRANSLATE_NOOP("words", "Another desk has changed crew {name} meanwhile: look at it again."),
    "crew.full": QT_TRANSLATE_NOOP("words", "{crew} is given no more than {limit} tickets: {load}."),
    "crew.no_person": QT_TRANSLATE_NOOP("words", "{name} is no person: a unit cannot be the head of a grid."),
    "crew.off_duty": QT_TRANSLATE_NOOP("words", "{crew} is off duty."),
    "crew.outside": QT_TRANSLATE_NOOP("words", "{crew} does not work in this centre's area."),
    "crew.position_stale": QT_TRANSLATE_NOOP("words", "The position of {crew} is {minutes} min old."),
    "crew.skill_missing": QT_TRANSLATE_NOOP("words", "{crew} lacks: {skills}."),
    "crew.unknown": QT_TRANSLATE_NOOP("words", "There is no crew {crew}."),
    "evidence.unusable": QT_TRANSLATE_NOOP("words", "What is told of the file {file} cannot be kept."),
    "database.bad_url": QT_TRANSLATE_NOOP("words", "{url} names no database."),
    "database.missing": QT_TRANSLATE_NOOP("words", "There is no database {path}."),
    "database.network_share": QT_TRANSLATE_NOOP(
        "words", "{path} lies on a network share, where this kind of database is not safe."
    ),
    "database.no_rights": QT_TRANSLATE_NOOP(
        "words", "The tables of {database} may not be read by that name. Ask who runs the server."
    ),
    "database.no_schema": QT_TRANSLATE_NOOP(
        "words", "{database} holds no tables of GridDesk. Ask who runs the server to make them."
    ),
    "database.older_file": QT_TRANSLATE_NOOP(
        "words", "{path} is older than this program: open the console on it once, then the wall."
    ),
    "database.older": QT_TRANSLATE_NOOP(
        "words", "{database} is older than this program. Ask who runs the server to bring it up to date."
    ),
    "database.newer": QT_TRANSLATE_NOOP(
        "words", "The database was made by a newer GridDesk. Nothing was changed: update this program."
    ),
    "database.not_a_database": QT_TRANSLATE_NOOP("words", "That is no database of GridDesk: {why}"),
    "database.password_in_url": QT_TRANSLATE_NOOP(
        "words", "{url} holds a password, which others can read there: leave it out."
    ),
    "database.read_only": QT_TRANSLATE_NOOP("words", "{path} cannot be written."),
    "delegate.no_target": QT_TRANSLATE_NOOP(
        "words", "Ticket {number} lies in no grid: name the centre it is delegated to."
    ),
    "delegate.no_tier_below": QT_TRANSLATE_NOOP("words", "Below this centre there is none to delegate {number} to."),
    "delegate.not_adjacent": QT_TRANSLATE_NOOP("words", "{to} is not one tier below this centre."),
    "department.outside": QT_TRANSLATE_NOOP("words", "{department} is not a department of this centre's area."),
    "department.unknown": QT_TRANSLATE_NOOP("words", "There is no department {department}."),
    "file.disk_full": QT_TRANSLATE_NOOP("words", "The disk is full: {path} stayed as it was."),
    "file.failed": QT_TRANSLATE_NOOP("words", "{path} was not written: {why}"),
    "file.is_a_folder": QT_TRANSLATE_NOOP("words", "{path} is a folder, not a file."),
    "file.no_folder": QT_TRANSLATE_NOOP("words", "There is no folder for {path}."),
    "file.not_writable": QT_TRANSLATE_NOOP("words", "{path} cannot be written: {why}"),
    "file.unusable": QT_TRANSLATE_NOOP("words", "The file cannot be used: {why}"),
    "grid.bad_code": QT_TRANSLATE_NOOP("words", "“{grid}” is no code for a grid."),
    "grid.bad_name": QT_TRANSLATE_NOOP("words", "Grid {grid} needs a name of at most 80 letters."),
    "grid.bad_parent": QT_TRANSLATE_NOOP(
        "words", "Grid {grid} cannot lie under “{parent}”: it is no village, street or district."
    ),
    "grid.changed": QT_TRANSLATE_NOOP("words", "Another desk has drawn grid {grid} anew meanwhile: look at it again."),
    "grid.code_taken": QT_TRANSLATE_NOOP("words", "The code is taken by {name}: {grid}."),
    "grid.crosses_itself": QT_TRANSLATE_NOOP("words", "The boundary of {grid} crosses itself."),
    "grid.no_area": QT_TRANSLATE_NOOP("words", "The boundary of {grid} encloses no area."),
    "grid.no_crew_on_duty": QT_TRANSLATE_NOOP("words", "Nobody of {grid} is on duty."),
    "grid.no_reason": QT_TRANSLATE_NOOP("words", "A change of the grids needs a reason."),
    "grid.not_one_parent": QT_TRANSLATE_NOOP("words", "These grids do not lie under one village: {grids}."),
    "grid.open_campaign": QT_TRANSLATE_NOOP(
        "words", "{grid} is on the campaign “{campaign}”, which still runs: end it first."
    ),
    "grid.outside": QT_TRANSLATE_NOOP("words", "{grid} does not lie in this centre's area."),
    "grid.outside_parent": QT_TRANSLATE_NOOP("words", "{grid} reaches {m2} m² out of {name}."),
    "grid.outside_world": QT_TRANSLATE_NOOP("words", "The boundary of {grid} lies outside the world."),
    "grid.overlaps": QT_TRANSLATE_NOOP("words", "{grid} overlaps {name} by {m2} m²."),
    "grid.parts_beyond": QT_TRANSLATE_NOOP("words", "The parts reach {m2} m² out of {grid}."),
    "grid.parts_leave": QT_TRANSLATE_NOOP("words", "The parts leave {m2} m² of {grid} uncovered."),
    "grid.retired": QT_TRANSLATE_NOOP("words", "{name} stands no more: it was split or merged."),
    "grid.too_few": QT_TRANSLATE_NOOP("words", "Choose at least {least} grids."),
    "grid.too_many": QT_TRANSLATE_NOOP("words", "No more than {most} grids at once."),
    "grid.too_many_points": QT_TRANSLATE_NOOP(
        "words", "The boundaries have {points} corners, no more than {most} go into one order."
    ),
    "grid.unknown": QT_TRANSLATE_NOOP("words", "There is no grid {grid}."),
    "intake.no_title": QT_TRANSLATE_NOOP("words", "A ticket needs a title."),
    "journal.not_lawful": QT_TRANSLATE_NOOP(
        "words", "The server does not let this pass: “{field}” is not as the rules say."
    ),
    "journal.not_yours": QT_TRANSLATE_NOOP(
        "words", "The server takes no line in the name of {by}: each writes in their own."
    ),
    "layout.bad_number": QT_TRANSLATE_NOOP("words", "{number} is no number for a layout: give one from 1 to {most}."),
    "layout.long_name": QT_TRANSLATE_NOOP("words", "The name of a layout has at most {most} characters."),
    "layout.no_name": QT_TRANSLATE_NOOP("words", "A layout needs a name."),
    "layout.none": QT_TRANSLATE_NOOP("words", "Nothing is saved under {number}."),
    "layout.stale": QT_TRANSLATE_NOOP("words", "{by} changed layout {number} meanwhile: look at it, then save again."),
    "layout.unknown": QT_TRANSLATE_NOOP("words", "This console knows no layout “{layout}”."),
    "operator.no_seat": QT_TRANSLATE_NOOP("words", "{name} has no seat at {centre} any more: sign in anew."),
    "operator.of_the_server": QT_TRANSLATE_NOOP(
        "words", "Who may sign in at a server is a matter for whoever runs it."
    ),
    "operator.role_missing": QT_TRANSLATE_NOOP("words", "“{verb}” is for: {roles}."),
    "order.already_carried_out": QT_TRANSLATE_NOOP("words", "This was done already."),
    "order.key_reused": QT_TRANSLATE_NOOP(
        "words", "Something else was done under this key already. Nothing was changed: give the order anew."
    ),
    "order.no_reason": QT_TRANSLATE_NOOP("words", "“{verb}” needs a reason."),
    "order.no_result": QT_TRANSLATE_NOOP("words", "Feeding back needs a result."),
    "patrol.bad_plan": QT_TRANSLATE_NOOP("words", "Check again every 1 to {days} days, 1 to {times} times."),
    "patrol.none": QT_TRANSLATE_NOOP("words", "{number} has no check to come."),
    "patrol.planted_already": QT_TRANSLATE_NOOP("words", "{number} has {left} checks to come already."),
    "outbox.behind": QT_TRANSLATE_NOOP("words", "An earlier order about the same no longer holds: look at that first."),
    "outbox.damaged": QT_TRANSLATE_NOOP(
        "words", "The orders that wait in {path} cannot be read: put the file aside, then start again."
    ),
    "outbox.newer": QT_TRANSLATE_NOOP(
        "words", "The orders that wait in {path} were given with a newer GridDesk: update this program."
    ),
    "outbox.not_sent": QT_TRANSLATE_NOOP(
        "words", "It was not sent when the console ended: send it now, or give it up."
    ),
    "outbox.not_understood": QT_TRANSLATE_NOOP("words", "The console failed at this order by a fault of its own."),
    "outbox.not_writable": QT_TRANSLATE_NOOP("words", "Orders cannot be kept in {path}: it cannot be written."),
    "past.read_only": QT_TRANSLATE_NOOP("words", "This is the past: nothing can be ordered here."),
    "password.is_name": QT_TRANSLATE_NOOP("words", "A password that is the name keeps nobody out."),
    "password.same": QT_TRANSLATE_NOOP("words", "That is the old password: choose another."),
    "password.too_short": QT_TRANSLATE_NOOP("words", "A password has at least {least} letters."),
    "patrol.without_line": QT_TRANSLATE_NOOP("words", "Checks are planted and ended by an order only."),
    "region.code_not_under_parent": QT_TRANSLATE_NOOP("words", "The code {code} does not begin with {parent}."),
    "rulebook.bad": QT_TRANSLATE_NOOP("words", "The rules of {file} cannot be used. {place}: {why}"),
    "rulebook.no_such_file": QT_TRANSLATE_NOOP("words", "{file} is no file of rules; there are {files}."),
    "playback.bad_stretch": QT_TRANSLATE_NOOP("words", "A recording is played from a moment to a later one."),
    "playback.not_yet": QT_TRANSLATE_NOOP("words", "There is no recording yet of what lies ahead."),
    "playback.too_long": QT_TRANSLATE_NOOP("words", "At most {hours} h are played back for one reason."),
    "rules.not_governed": QT_TRANSLATE_NOOP("words", "{name} may not set rules: that is for a duty commander."),
    "rules.of_the_server": QT_TRANSLATE_NOOP("words", "The rules of a server are set by whoever runs it."),
    "sign_in.another": QT_TRANSLATE_NOOP(
        "words", "This is the seat of {name}: whoever else signs in takes it over by “Change the operator”."
    ),
    "sign_in.no_account": QT_TRANSLATE_NOOP("words", "That server role is no operator's. Ask who runs the server."),
    "sign_in.no_seat": QT_TRANSLATE_NOOP("words", "{name} has no seat at any centre."),
    "sign_in.not_known_here": QT_TRANSLATE_NOOP(
        "words",
        "The server does not answer, and this is not the password with which this name last signed in at this desk.",
    ),
    "sign_in.wait": QT_TRANSLATE_NOOP("words", "Too many wrong tries: try again in {seconds} s."),
    "sign_in.wrong": QT_TRANSLATE_NOOP("words", "Name or password is wrong."),
    "ticket.already_taken_in": QT_TRANSLATE_NOOP("words", "{outside_number} was taken in already, as {number}."),
    "ticket.checker_handled_it": QT_TRANSLATE_NOOP("words", "You handled {number}: somebody else must check it."),
    "ticket.closed_lately": QT_TRANSLATE_NOOP("words", "{number} was closed less than {days} days ago."),
    "ticket.held_elsewhere": QT_TRANSLATE_NOOP("words", "It is the turn of {centre}, not of this centre."),
    "ticket.held_above": QT_TRANSLATE_NOOP(
        "words", "{number} is held by {centre}: a centre supervises what lies at or below it."
    ),
    "ticket.moved_out": QT_TRANSLATE_NOOP("words", "{number} lies in the archive of {month}."),
    "map.moved_out": QT_TRANSLATE_NOOP("words", "What was reported then lies in the archive of {months}."),
    "log.moved_out": QT_TRANSLATE_NOOP(
        "words", "Lines of that day lie in the archive of {months}. Ask who runs the database for them."
    ),
    "past.moved_out": QT_TRANSLATE_NOOP("words", "What happened by then lies in the archive of {month}."),
    "ticket.not_village_tier": QT_TRANSLATE_NOOP("words", "Only a village handles tickets by itself."),
    "ticket.not_your_dispatch": QT_TRANSLATE_NOOP("words", "{by} dispatched {number}, and only {by} can recall it."),
    "ticket.stale": QT_TRANSLATE_NOOP("words", "Somebody was first: {by}, {kind} at {at}. Look again, then decide."),
    "ticket.top_tier": QT_TRANSLATE_NOOP("words", "{number} is at the top tier already."),
    "ticket.unknown": QT_TRANSLATE_NOOP("words", "There is no ticket {ticket}."),
    "ticket.wrong_state": QT_TRANSLATE_NOOP("words", "{number} is “{state}”: “{verb}” is not possible now."),
    "wall.as_owner": QT_TRANSLATE_NOOP(
        "words", "A wall does not sign in as the owner of the database: give it a name of its own (db grant --wall)."
    ),
    "wall.bad_name": QT_TRANSLATE_NOOP("words", "A wall needs a name of at most {most} characters."),
    "wall.name_taken": QT_TRANSLATE_NOOP(
        "words", "Another wall is called “{wall}”, at {desk}: give this one another name."
    ),
    "wall.no_desk": QT_TRANSLATE_NOOP("words", "{name} is a wall's name: it only looks, and sits at no desk."),
    "wall.no_rights": QT_TRANSLATE_NOOP(
        "words", "{database} knows no walls of their own yet. Ask who runs the server (db upgrade)."
    ),
    "wall.only_looks": QT_TRANSLATE_NOOP("words", "This wall only looks: orders are given at a desk."),
    "wall.not_there": QT_TRANSLATE_NOOP(
        "words", "The wall “{wall}” is not there: it has not been heard of for a minute. Nothing was sent."
    ),
    "zone.unknown": QT_TRANSLATE_NOOP("words", "There is no time zone {zone}."),
    "ask.not_asked_for": QT_TRANSLATE_NOOP("words", "“{verb}” is not asked for: whoever may, does it."),
    "co_done.no_helper": QT_TRANSLATE_NOOP("words", "{helper} helps nobody with {number}, or is done already."),
    "co_handle.twice": QT_TRANSLATE_NOOP("words", "{holder} helps with {number} already."),
    "extend.no_hours": QT_TRANSLATE_NOOP("words", "Say how many hours more."),
    "mediate.no_dispute": QT_TRANSLATE_NOOP("words", "{number} is of a class that is not mediated."),
    "mediate.two_parties": QT_TRANSLATE_NOOP("words", "A dispute has two parties at least."),
    "mediate.no_mediator": QT_TRANSLATE_NOOP("words", "Name who mediates."),
    "mediate.amount_without_agreement": QT_TRANSLATE_NOOP("words", "An amount belongs to an agreement only."),
    "mediate.bad_amount": QT_TRANSLATE_NOOP("words", "“{amount}” is no amount of money."),
    "mediate.no_outcome": QT_TRANSLATE_NOOP("words", "{number} is a dispute: tell how the mediation ended first."),
    "merge.has_duplicates": QT_TRANSLATE_NOOP("words", "Other tickets were merged into {number}: merge those first."),
    "merge.itself": QT_TRANSLATE_NOOP("words", "{number} cannot be merged into itself."),
    "merge.not_open_here": QT_TRANSLATE_NOOP("words", "{number} is not open at this centre."),
    "reclassify.same": QT_TRANSLATE_NOOP("words", "Class and priority of {number} are these already."),
    "supervise.nobody": QT_TRANSLATE_NOOP("words", "Name one person or department that answers for {number}."),
    "supervise.not_due": QT_TRANSLATE_NOOP("words", "No step of the ladder is due for {number}."),
    "supervise.twice": QT_TRANSLATE_NOOP(
        "words", "This step or a graver one was issued for {number} in this stage already."
    ),
    "suspend.no_review": QT_TRANSLATE_NOOP("words", "Give a day in the future on which the ticket is looked at again."),
    "ticket.asked_already": QT_TRANSLATE_NOOP("words", "{by} asked for “{verb}” of {number}: answer that first."),
    "ticket.asker_approves_it": QT_TRANSLATE_NOOP("words", "You asked for it: somebody else must approve {number}."),
    "ticket.due_already": QT_TRANSLATE_NOOP("words", "{number} is due already: more time is asked for before that."),
    "ticket.filer_handles_it": QT_TRANSLATE_NOOP("words", "You filed {number}: somebody else must handle it."),
    "ticket.helpers_open": QT_TRANSLATE_NOOP("words", "Helpers are not done with {number} yet: {names}."),
    "ticket.no_caller": QT_TRANSLATE_NOOP("words", "Nobody called about {number}."),
    "ticket.no_card": QT_TRANSLATE_NOOP("words", "No card of {number} waits for a reply."),
    "ticket.no_helper": QT_TRANSLATE_NOOP("words", "No co-handler of {number} has anything left to tell."),
    "ticket.no_tier_to_skip": QT_TRANSLATE_NOOP("words", "Above the next tier there is none for {number}."),
    "ticket.not_the_handler": QT_TRANSLATE_NOOP(
        "words", "Who called about {number} is shown to the call-takers of its centre and to whoever has it in hand."
    ),
    "ticket.nobody_asked": QT_TRANSLATE_NOOP(
        "words", "Nobody asked for “{verb}” of {number} yet: ask for it first, then another operator approves."
    ),
    "ticket.nothing_asked": QT_TRANSLATE_NOOP("words", "Nothing is asked for of {number}."),
    "ticket.skip_too_soon": QT_TRANSLATE_NOOP(
        "words", "Only P1, or what the next tier had for {days} days, skips a level: {number} does not."
    ),
    "transfer.same": QT_TRANSLATE_NOOP("words", "{holder} has {number} already."),
}
_LOADS: Final = (
    QT_TRANSLATE_NOOP("words", "{n} in hand"),
    QT_TRANSLATE_NOOP("words", "helping with {n}"),
    QT_TRANSLATE_NOOP("words", "{n} about to be sent"),
)


def loads(counts: Sequence[object]) -> list[str]:
    """Return what a crew has in hand, helps with, and is about to be sent, as far as it is anything."""
    told = ((QCoreApplication.translate("words", str(text)), n) for text, n in zip(_LOADS, counts, strict=True) if n)
    return [text.format(n=n) for text, n in told]
