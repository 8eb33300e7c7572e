@echo off
rem Makes GridDesk's environment; called by run.cmd and test.cmd with --no-dev or --dev, and leaves %python%.
set "venv=%~dp0..\.venv"
set "python=%venv%\Scripts\python.exe"
set PYTHONUTF8=1
set VIRTUAL_ENV=
set PYTHONHOME=
set PYTHONPATH=
set "stamp=%venv%\.made-from%1"
if exist "%python%" if exist "%stamp%" (
    fc /b "%stamp%" "%~dp0..\uv.lock" >nul 2>&1 && exit /b 0
)
if not exist "%python%" (
    echo Making the environment in .venv 1>&2
    py -3.11 -m venv "%venv%" 2>nul || python -m venv "%venv%" || (
        echo Python 3.11 or later is missing. Install it from python.org, then start again. 1>&2
        exit /b 2
    )
)
"%python%" -c "import sys; sys.exit(sys.version_info < (3, 11))" || (
    echo This system's Python is older than 3.11. Install Python 3.11 or later, remove the folder .venv, then start again. 1>&2
    exit /b 2
)
"%python%" -m pip install --quiet --disable-pip-version-check uv==0.13.9 1>&2 || exit /b 2
echo Fetching the libraries named in uv.lock 1>&2
rem A city's network often has a certificate authority of its own, which only the system's store knows.
set UV_SYSTEM_CERTS=1
set UV_PYTHON_DOWNLOADS=never
set "UV_PROJECT_ENVIRONMENT=%venv%"
if "%1"=="--dev" (
    "%python%" -m uv sync --quiet --frozen --inexact --project "%~dp0.." --python "%python%" || exit /b 2
) else (
    "%python%" -m uv sync --quiet --frozen --inexact --no-dev --project "%~dp0.." --python "%python%" || exit /b 2
)
copy /y "%~dp0..\uv.lock" "%stamp%" >nul
