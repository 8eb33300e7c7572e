"""Who can be sent: crews on duty and departments, each a place where tickets are dropped."""
