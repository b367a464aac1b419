"""The treasurer's side of buying: bills to pay, the register of payment orders, what waits unpaid."""
