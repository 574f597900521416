"""importers: what people send back, as a proposal of changes to the plan. Everything goes one way.

    file ──opening, foreign, office.package──▶ what it is
    file ──office: word, opendocument, sheets; plain, mailed──▶ pieces: all that a reader sees, and where
    pieces ──recognisers: form, lines, groups, people, workshop, tables, rows, printed──▶ entries, facts
        by meanings, what a text says: column_titles, headings (ejes, niveles, grupos), values, months, days
        and names
    entries ──proposing: compare, additions──▶ proposal: what would change, by which words
    proposal ──proposing.patches──▶ changes of files, tried; what cannot be written gives its words back
    pieces + claims ──account──▶ what is taken, known, told and personal: nothing is lost by being forgotten

Proposing knows of recognisers, these of meanings, and these of pieces; never the other way. What our papers
print is known by printed: their lines and their cells; whose a row of theirs is, by own_rows: its id and its
fingerprint, pasted too.
Three papers have a way of their own: informes and then entrega read the reports of a round; confirming, the
directory; proposed and then proposers, what somebody proposes on the site, which comes by mail too.

Two ways begin here and end elsewhere: newcomers, the institutions that the plan does not have yet; outline,
the workshop that a form describes before there is a plan. A new format is one file that gives pieces; a new
word of people's, one line of meanings/lists.txt.
"""
