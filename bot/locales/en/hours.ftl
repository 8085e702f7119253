# Working hours: how they are told and set, what is said outside them, and the morning after.

hours-always = round the clock
hours-every-day = every day
hours-closed = closed
hours-and = {" "}and{" "}
hours-day =
    { $day ->
        [mon] Mon
        [tue] Tue
        [wed] Wed
        [thu] Thu
        [fri] Fri
        [sat] Sat
       *[sun] Sun
    }

# The owner's message
button-hours = 🕘 Working hours
hours-in-private = The hours are for the two of us: say /hours to { $bot }.
hours-head = Working hours
hours-open = Open now
hours-open-till = Open now, closes { $at }
hours-closed-now = Closed now
hours-closed-till = Closed now, opens { $at }
hours-zone = Time zone: { $zone }
hours-until-now = Until now: { $week }
hours-holidays = Public holidays: { $whose }
hours-holidays-none = Public holidays: none kept
hours-holidays-gone = Nobody knows this calendar any more, so no day of it is kept: choose another
hours-holiday-next = next { $day }, { $name }
hours-always-means = You are always open: every message rings, and no customer is told that you are away.
hours-night = Outside these hours nothing rings and nobody is mentioned, except for urgent cases.
hours-notice-now =
    { $whom ->
        [off] Customers are told nothing.
        [all] Customers are told once, with the time you open; under public comments too.
       *[private] Who writes a direct message is told once, with the time you open.
    }
hours-how = To change them, tap below or write in reply: { $example }. For one day: { $day }.
hours-example = Mon-Fri 9:00-18:00, Sat 10-16
hours-example-day = 31.12 10-15
hours-preset =
    { $preset ->
        [always] Round the clock
        [weekdays] Mon–Fri 9–18
       *[every-day] Every day 9–21
    }
button-holidays = 🎉 Public holidays
button-closed-notice = 🌙 What customers are told
button-hours-back = ‹ Hours
toast-hours = Set.

# Public holidays
hours-holidays-head = On public holidays you are closed
hours-holidays-how = Another country? Write its name or code in reply, with its part if it has any: { $example }.
button-holidays-none = Keep none

# What customers are told
hours-notice-head = Outside working hours
hours-notice-once = Each customer is told once while you are closed. It counts as no answer.
hours-notice-says = They read:
hours-notice-how = Your own words? Write them in reply. { $variables } say your hours and when you open.
hours-notice =
    { $whom ->
        [off] Nobody
        [all] Comments too
       *[private] Direct messages
    }
button-own-words-away = Take my words away
closed-notice = Hello! We are away just now. Our hours: { $hours }. We will be back { $opens } and answer you then.
opens-today = today at { $clock }
opens-tomorrow = tomorrow at { $clock }
opens-weekday =
    { $day ->
        [mon] on Monday at { $clock }
        [tue] on Tuesday at { $clock }
        [wed] on Wednesday at { $clock }
        [thu] on Thursday at { $clock }
        [fri] on Friday at { $clock }
        [sat] on Saturday at { $clock }
       *[sun] on Sunday at { $clock }
    }
opens-date = on { $date } at { $clock }

# On the card
card-notice = Auto-reply: closed now
card-outside-hours = Outside working hours · opening { $opens }
event-closed_notice = customer told that it is closed
event-closed_notice_failed = customer could not be told that it is closed

# The morning
morning-head =
    { $count ->
        [one] Good morning! While it was closed, { $count } case came in:
       *[other] Good morning! While it was closed, { $count } cases came in:
    }
morning-more = …and { $count } more: /queue
morning-no-words = without words

help-hours = /hours – when we work, and what customers are told outside; in private
command-hours = when we work (for the owner)

# What is refused
refused-hours-usage = Write when you work, for example: Mon-Fri 9:00-18:00, Sat 10-16
refused-hours-too-much = That is too long: { $limit } characters at most. For example: Mon-Fri 9:00-18:00, Sat 10-16
refused-hours-not-understood = I do not understand “{ $found }”. Write days and times, for example: Mon-Fri 9:00-18:00, Sat 10-16
refused-hours-no-day = “{ $found }” is no day of the week. For example: Mon-Fri 9:00-18:00, Sat 10-16
refused-hours-day-twice = { $day } is there twice. Name each day once, for example: Mon-Fri 9-13, 14-18
refused-hours-without-times = “{ $found }” has no times. For example: Mon-Fri 9:00-18:00, or Sun closed
refused-hours-no-time = “{ $found }” is no time of day: hours go from 0:00 to 24:00. For example: 9:00-18:00
refused-hours-empty-span = “{ $found }” ends when it begins. For the whole day write 0-24.
refused-hours-overlap = { $one } and { $other } overlap. For example: 9-13, 14-18
refused-hours-too-many-spans = { $limit } times a day at most. For example: 9-13, 14-18
refused-hours-never = You would never be open, and no deadline would ever come. Name at least one day, for example: Mon-Fri 9-18
refused-hours-day-usage = What of { $found }? For example: 31.12 10-15, or 01.01 closed, or 01.01 as usual
refused-hours-no-date = “{ $found }” is no date. Write day.month, for example: 31.12 10-15
refused-hours-day-past = { $found } is over. Write a day to come, for example: 31.12 10-15
refused-hours-days-many = From an earlier to a later day, { $limit } days at most. For example: 31.12-08.01 closed
refused-hours-week-first = You are open round the clock. Set the week first, for example: /hours every day 0-24
refused-holidays-unknown = I know no holidays of “{ $found }”. Write a country or its code, for example: Germany, DE, DE-BY
refused-holidays-no-part = { $country } has no part “{ $found }”. Its parts: { $parts }. For example: DE-BY
refused-hours-notice-whom = “{ $found }” is none of these: { $choices }. Your own words: { $own }
refused-hours-text-usage = Write what customers shall read, for example: We are back {"{"}opens{"}"}. Our hours: {"{"}hours{"}"}
refused-hours-text-variable = Nobody knows { $variable }. There are {"{"}hours{"}"} and {"{"}opens{"}"}.
refused-hours-text-too-long = Too long with the hours filled in: { $limit } characters at most, { $excess } too many.
