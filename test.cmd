@echo off
rem Makes the environment and runs the whole suite without a screen; arguments go to pytest.
setlocal
call "%~dp0.ci\prepare.cmd" --dev || exit /b 2
set QT_QPA_PLATFORM=offscreen
set QT_QUICK_BACKEND=software
cd /d "%~dp0"
rem As in ./test.
set PYTHONDONTWRITEBYTECODE=
set "PYTHONPYCACHEPREFIX=%~dp0.venv\bytecode"
"%python%" -m pytest -n 3 --dist loadgroup --no-loadscope-reorder %*
exit /b
