"""The firm's side of buying: orders to answer, to deliver, to be paid for."""
