import hub
hub.ITEMS.append("y")
