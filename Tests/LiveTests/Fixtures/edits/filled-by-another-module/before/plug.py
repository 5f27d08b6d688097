import hub
hub.ITEMS.append("x")
