from app import chosen, one as keep
