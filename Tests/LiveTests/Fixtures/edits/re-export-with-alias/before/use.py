from pack import do
RESULT = do()
