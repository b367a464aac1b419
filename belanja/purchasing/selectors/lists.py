"""Which orders there are for whom, beside the units of an officer."""

from django.db.models import Q

from belanja.rules.buying.states import Method

#: What a firm has to do with: it negotiates, or the buyer has signed.
OF_A_FIRM = Q(method=Method.NEGOTIATION.value) | Q(buyer_signed_at__isnull=False) | Q(signed_at__isnull=False)
