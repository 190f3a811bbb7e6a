"""Words that do not tell what a finding is about."""

_ENGLISH = """
    a about above after again against all also although an and any are as at be because been before being
    between both but by can cannot could did do does doing done during
    each either every for from further had has
    have having here how however if
    in into is it its itself less many may might more most much must need needed
    needs neither no nor not now of often on once one only or other others our out over own rather same
    should so some such than that the their them then there these they this those though through to too under
    until up upon use used using very was way ways were what when where whether which while who
    whose why will with within without would yet best little enough since among across along around regularly regular
"""
STOP_WORDS = frozenset(_ENGLISH.split())

_HOUSE = """
    force forces police policing constabulary service officer officers staff inspectorate inspection report
    reported ensure ensures make makes making sure improve improves improved improvement area areas effective
    effectively better good well clear clearly fully full put place take takes taken steps work works working
    process processes arrangement arrangements approach provide provides providing set given review
    reviews reviewed consider considers understand understands understanding understood limited
    current likely future new earlier keep keeps kept informed progress strategic strategy senior
    auditable information partner partners
"""
HOUSE_WORDS = frozenset(_HOUSE.split())
"""Stock phrases of inspection findings (`the force should ensure`): they say nothing of the subject."""
