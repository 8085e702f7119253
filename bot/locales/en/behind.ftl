# The cases behind a figure: the heads of their lists

list-hours = By the hour: { $shown }
behind-more =
    { $figure ->
        [next] Got a next answer
        [next_open] Wait for the next answer
        [due_first] First answers that were due
        [due_next] Next answers that were due
        [due_resolution] Resolutions that were due
        [met_first] First answers in time
        [met_next] Next answers in time
        [met_resolution] Resolved in time
        [outside_answered] Came outside hours, answered
        [outside_unanswered] Came outside hours, not answered yet
        [approvals] Answers that waited for a look
        [approved] Approved
        [declined] Declined
        [approvals_open] Not looked at yet
        [approvals_decided] Approved or declined
        [surveys] Asked what they think
        [survey_replies] Asked, and answered
       *[survey_answers] Said what they think
    }
behind-part = { $name } · { $part }
part-name =
    { $part ->
        [messages] messages
        [answered] answered
        [unanswered] not answered yet
        [resolved] resolved
        [answers] answers
        [first] first answers
        [claimed] claimed
        [reopened] opened again
        [scores] scores of customers
        [overdue] overdue
        [returned] returned
       *[open] still open
    }
behind-case = A case { $number }
behind-whole =
    { $what ->
        [networks] All networks
        [kinds] All kinds
        [categories] All categories
        [tags] All tags
        [departments] All departments: questions asked
        [people] All people: answers given
       *[outcomes] How all of it ended
    }
behind-whole-nothing = Nothing is left of it: cases may have been merged since.
